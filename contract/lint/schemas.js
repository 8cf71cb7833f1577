import Ajv from "ajv/dist/2020.js";
import { below, json, text } from "./files.js";

const base = "https://culver.app/contract/v1/";
export const files = below("schemas");
export const schemas = Object.fromEntries(files.map((path) => [path.slice("schemas/".length), json(path)]));

/** The strict reading (README.md, "Versioning"): nothing is there that is not described. */
const closed = (schema) => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const all = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return schema.type === "object" && schema.properties ? { additionalProperties: false, ...all } : all;
};

const validator = (reading) => {
  const ajv = new Ajv({ strict: true, strictRequired: false });
  Object.values(schemas).forEach((schema) => ajv.addSchema(reading(schema)));
  return (name) => ajv.getSchema(base + name);
};

/** As clients read answers. */
export const open = validator((schema) => schema);
/** As tests read answers. */
export const strict = validator(closed);

/** Why a value does not suit a schema; empty if it does. */
export const faultsOf = (validate, value) =>
  validate(value) ? "" : validate.errors.map((error) => `${error.instancePath} ${error.message}`).join("; ");

export function checkSchemas(fault) {
  const documents = text("openapi.yaml") + text("asyncapi.yaml");
  // Between clients; no document of the server's wire mentions them.
  const named = ["content.json", "profile-content.json", "device-name-content.json"];
  for (const [name, schema] of Object.entries(schemas)) {
    if (schema.$id !== base + name) fault(`${name}: its $id should be ${base}${name}`);
    if (!schema.title || !schema.description) fault(`${name}: it has no title or no description`);
    if (typeof open(name) !== "function" || typeof strict(name) !== "function") fault(`${name}: it does not compile`);
    const used = documents.includes(`schemas/${name}`) || named.includes(name) ||
      Object.values(schemas).some((other) => JSON.stringify(other).includes(`"${name}"`));
    if (!used) fault(`${name}: nothing uses it`);
    const request = /-request\.json$|^frame-|^change-|^created-|envelope\.json$/.test(name);
    if (request) everyObject(schema, "", (at, object) =>
      object.additionalProperties === false || fault(`${name}${at}: an object of a request has to be closed`));
  }
  return `${files.length} files`;
}

function everyObject(schema, at, visit) {
  if (typeof schema !== "object" || schema === null) return;
  if (schema.type === "object") visit(at, schema);
  Object.entries(schema).forEach(([key, value]) => everyObject(value, `${at}/${key}`, visit));
}
