// Makes src/wire/generated/wire.ts, the types of everything on the wire, from contract/schemas.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const schemas = new URL("../../../contract/schemas/", import.meta.url);
const target = new URL("../src/wire/generated/", import.meta.url);

const pascal = (name) => name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

// Scalars that would have the name of a file: `account` is an AccountId, account.json an Account.
const IDENTIFIERS = new Set(["account", "conversation", "device", "message"]);
const scalarName = (name) => pascal(name) + (IDENTIFIERS.has(name) ? "Id" : "");

/** `scalars.json#/$defs/identifier` is Identifier, `hpke-envelope.json` is HpkeEnvelope. */
function typeName(reference) {
  const [, file, inner] = /^(?:([\w-]+)\.json)?(?:#\/\$defs\/(\w+))?$/.exec(reference) ?? [];
  if (inner !== undefined) return scalarName(inner);
  if (file !== undefined) return pascal(file);
  throw new Error(`a reference that this script does not know: ${reference}`);
}

// What narrows a value without changing its type.
const BOUNDS = new Set(["pattern", "not", "if", "then", "else", "allOf", "dependentSchemas", "dependentRequired"]);
const isBound = (schema) => Object.keys(schema).every((key) => ["pattern", "maxLength", "required"].includes(key));

function typed(schema) {
  if (Array.isArray(schema)) return schema.map(typed);
  if (typeof schema !== "object" || schema === null) return schema;
  if (typeof schema.$ref === "string") {
    return { tsType: typeName(schema.$ref), ...(schema.description ? { description: schema.description } : {}) };
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !BOUNDS.has(key) && !(key === "anyOf" && value.every(isBound)))
      .map(([key, value]) => [key, key === "enum" || key === "required" || key === "const" ? value : typed(value)]),
  );
}

const $defs = {};
function define(name, schema) {
  if (name in $defs) throw new Error(`two schemas are called ${name}`);
  const { $schema: _schema, $id: _id, title: _title, $defs: _defs, ...rest } = schema;
  $defs[name] = typed(rest);
}

for (const file of readdirSync(schemas).sort()) {
  const schema = JSON.parse(readFileSync(new URL(file, schemas), "utf8"));
  for (const [name, inner] of Object.entries(schema.$defs ?? {})) define(scalarName(name), inner);
  if (file !== "scalars.json") define(pascal(file.replace(/\.json$/, "")), schema);
}

const types = await compile({ $defs }, "Wire", {
  additionalProperties: false,
  bannerComment: "// Made by `npm run wire` from contract/schemas: change those.",
  ignoreMinAndMaxItems: true,
  unreachableDefinitions: true,
  format: false,
});
const fields = /^((?:[A-Za-z]\w*)\??: )(.*)$/;
const lines = types
  .replace(/^export (?:interface|type) Wire\b[^\n]*\n(?:[^\n]*\n)?\}?\n/m, "") // the whole, which nobody needs
  .replace(/(?: \*\s*\n)? \* This interface was referenced by[^\n]*\n[^\n]*\n/g, "")
  .split("\n");
// The generator does not know `readonly`, neither of members nor of arrays, which may begin some lines above their end.
const opened = [];
lines.forEach((line, at) => {
  const [, name, type] = fields.exec(line) ?? [];
  if (name !== undefined) lines[at] = `readonly ${name}${/^\w+\[\]$/.test(type) ? "readonly " : ""}${type}`;
  if (/^\}/.test(line)) {
    const start = opened.pop();
    if (/^\}\[\]/.test(line)) lines[start] = lines[start].replace(/\{$/, "readonly {");
  }
  if (/\{$/.test(line)) opened.push(at);
});
mkdirSync(target, { recursive: true });
writeFileSync(new URL("wire.ts", target), lines.join("\n"));
