import { requests } from "./examples.js";
import { json } from "./files.js";
import { open } from "./schemas.js";

// Members that may be left out; everything else in a request is required.
const optional = {
  "frame-receipt.json": ["/requestId", "/delivered", "/read"],
  "frame-signal.json": ["/requestId"],
  "sync-request.json": ["/again", "/cursors/0/receipts", "/cursors/1/receipts"],
};

// Tokens, of which only the length is described.
const opaque = ["/idToken", "/refreshToken", "/token"];

const copy = (value) => structuredClone(value);
const drop = (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

/** What a value may wrongly be instead: another type, a value out of bounds, an object that is not closed. */
function* wrong(value) {
  yield null;
  yield Array.isArray(value) ? {} : [];
  if (typeof value === "string") {
    yield* [7, "", `${value}\n`, `${value} `, `#${value}`, "\u0000", "é".repeat(value.length)];
    yield value.repeat(100_000 / value.length + 1);
  } else if (typeof value === "number") {
    yield* [`${value}`, -1, value + 0.5, 2 ** 53, -(2 ** 53)];
  } else if (Array.isArray(value)) {
    yield* ["", value.concat(Array(101).fill(value[0] ?? {})), [null], [7]];
  } else {
    yield* ["", { ...value, unknown: true }, { ...value, __proto__x: 1 }];
  }
}

/** All values that differ from this one in one place, with a word on where. */
function* mutants(value, at = "") {
  for (const other of wrong(value)) yield [at, other];
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    if (!Array.isArray(value)) yield [`${at}/${key}`, drop(value, key), "left out"];
    for (const [place, other, how] of mutants(value[key], `${at}/${key}`)) {
      const changed = copy(value);
      changed[key] = other;
      yield [place, changed, how];
    }
  }
}

export function checkMutants(fault) {
  let count = 0;
  for (const { path, schema, valid } of requests) {
    if (!valid) continue;
    const validate = open(schema);
    for (const [at, mutant, how] of mutants(json(path))) {
      count++;
      const allowed = how ? optional[schema]?.includes(at) : opaque.includes(at) && mutant[at.slice(1)]?.length < 1000;
      if (validate(mutant) && !allowed) fault(`${path}: with ${at || "all of it"} ${how ?? "altered"} it still suits`);
    }
  }
  return `${count} alterations`;
}
