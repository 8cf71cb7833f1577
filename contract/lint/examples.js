import { below, json } from "./files.js";
import { operations } from "./openapi.js";
import { faultsOf, open, strict } from "./schemas.js";

const replay = json("examples/replay.json");

/** Every request and frame that the replay sends from a file: the file, its schema, and whether it suits it. */
export const requests = replay.steps
  .map((step) => ({
    path: `examples/${step.request ?? step.sends}`,
    schema: step.http ? operations[step.http].request?.schema : `${step.sends?.split("/")[1]}.json`,
    valid: step.valid !== false,
    there: Boolean(step.request ?? step.sends),
  }))
  .filter((request) => request.there);

export function checkExamples(fault) {
  const used = new Set(["replay.json", "people.json"].map((name) => `examples/${name}`));
  const use = (path) => used.add(path) && json(path);
  const expect = (path, schema) => {
    const why = faultsOf(strict(schema), use(path)) || faultsOf(open(schema), json(path));
    if (why) fault(`${path}: ${why}`);
  };
  for (const { path, schema, valid } of requests) {
    const why = faultsOf(open(schema), use(path));
    if (valid === Boolean(why)) fault(`${path}: ${why || "it should not suit its schema"}`);
  }
  checkOrder(fault);
  for (const step of replay.steps) {
    if (step.http) checkExchange(step, expect, fault);
    for (const { frame } of step.receives ?? []) expect(`examples/${frame}`, `${frame.split("/")[1]}.json`);
  }
  for (const path of below("examples/problems")) expect(path, "problem.json");
  for (const path of below("examples/content")) {
    const name = path.split("/").pop();
    const blob = ["profile", "device-name"].find((each) => name.startsWith(each));
    expect(path, blob ? `${blob}-content.json` : "content.json");
  }
  for (const [id, { request, responses }] of Object.entries(operations)) {
    for (const part of [request, ...Object.values(responses)]) {
      part?.examples.forEach((path) => used.has(path) || fault(`${id}: ${path} is not replayed`));
    }
  }
  const all = below("examples").filter((path) => path.endsWith(".json"));
  all.filter((path) => !used.has(path)).forEach((path) => fault(`${path}: nothing uses it`));
  return `${all.length} files, ${replay.steps.length} steps`;
}

function checkExchange(step, expect, fault) {
  const operation = operations[step.http];
  const told = operation.responses[step.status];
  const path = new RegExp(`^${operation.path.replace(/\{[^}]*\}/g, "[^/?]+").replaceAll(".", "\\.")}(\\?.*)?$`);
  const at = `${step.http}/${step.case}`;
  if (step.method !== operation.method || !path.test(step.path)) fault(`${at}: the method or the path differs`);
  if (!(step.status in operation.responses)) fault(`${at}: openapi.yaml does not tell ${step.status}`);
  if (Boolean(step.response) !== Boolean(told)) fault(`${at}: ${step.status} has a body here or there only`);
  if (step.response) expect(`examples/${step.response}`, told.schema);
  if (!operation.token && step.token !== false) fault(`${at}: it needs no token`);
}

/** A step uses only names that an earlier one taught or that can be made, and sockets that are open. */
function checkOrder(fault) {
  const learned = ["account", "device", "refreshToken", "page"];
  const teachers = replay.steps.flatMap((step) => Object.keys(step.learns ?? {}));
  const known = new Set();
  const sockets = new Set();
  for (const step of replay.steps) {
    const at = `${step.http ?? step.socket}/${step.case}`;
    const file = step.request ?? step.sends;
    const sent = (step.path ?? "") + (file ? JSON.stringify(json(`examples/${file}`)) : "");
    for (const [value, { name, is }] of Object.entries(replay.names)) {
      if (learned.includes(is) && !teachers.includes(name)) fault(`${name}: no step teaches it`);
      if (learned.includes(is) && sent.includes(value) && !known.has(name)) fault(`${at}: ${name} is not known yet`);
    }
    Object.keys(step.learns ?? {}).forEach((name) => known.add(name));
    if (step.connect) sockets.add(step.connect);
    const used = [step.socket, ...(step.receives ?? []).map((frame) => frame.on)].filter(Boolean);
    used.filter((socket) => !sockets.has(socket)).forEach((socket) => fault(`${at}: ${socket} is not connected`));
    if (step.as && step.token !== false && !known.has(step.as)) fault(`${at}: ${step.as} is not signed in`);
    if (step.closed) sockets.delete(step.closed);
  }
}
