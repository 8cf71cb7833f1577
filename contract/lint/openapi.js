import { spawnSync } from "node:child_process";
import { basename } from "node:path";
import { local, root, yaml } from "./files.js";

const document = yaml("openapi.yaml");

/** The content of a request or an answer: the file of its schema and the files of its examples. */
const content = (part) =>
  Object.entries(local(document, part)?.content ?? {}).map(([type, media]) => ({
    type,
    schema: basename(media.schema.$ref),
    examples: Object.values(media.examples ?? {}).map((example) => example.externalValue),
  }))[0];

/** Every operation by its id: path, method, whether it needs a token, and what goes in and out. */
export const operations = Object.fromEntries(
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [operation.operationId, {
      path,
      method: method.toUpperCase(),
      token: operation.security?.length !== 0,
      request: content(operation.requestBody),
      responses: Object.fromEntries(
        Object.entries(operation.responses).map(([status, response]) => [status, content(response)])),
    }])),
);

export function checkOpenApi(fault) {
  const run = spawnSync(process.execPath, [`${root}node_modules/@redocly/cli/bin/cli.js`, "lint", "openapi.yaml",
    "--format=stylish"], { cwd: root, encoding: "utf8",
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" } });
  if (run.status !== 0) fault(run.stdout + run.stderr);
  for (const [id, operation] of Object.entries(operations)) {
    const parts = [["its request", operation.request], ...Object.entries(operation.responses)];
    for (const [name, part] of parts) {
      if (part && part.examples.length === 0) fault(`${id}: ${name} has no example`);
    }
    for (const status of ["500", "503"]) {
      if (id !== "getKeySet" && !operation.responses[status]) fault(`${id}: it does not tell ${status}`);
    }
    if (operation.token && !operation.responses["401"]) fault(`${id}: it does not tell 401`);
    if (operation.request && !operation.responses["413"]) fault(`${id}: it does not tell 413`);
  }
  return `${Object.keys(operations).length} operations`;
}
