import { concat, text, utf8, type Bytes } from "../wire/bytes.ts";
import { isObject } from "../wire/json.ts";

// A row as bytes: the length of its JSON in four bytes, the JSON, and then the row's Uint8Arrays. What JSON cannot hold
// stands in it as {"$": [place, length]} for bytes and {"$": "Infinity"} for a number that is not finite; an object that
// has a member called "$" itself as {"$": {"members": ...}}.

const MARK = "$";

/** Writes a row. */
export function encodeRow(row: unknown): Bytes {
  const parts: Uint8Array[] = [];
  const marks = new Set<unknown>();
  let length = 0;
  function mark(value: unknown): unknown {
    const marked = { [MARK]: value };
    marks.add(marked);
    return marked;
  }
  const json = JSON.stringify(row, (_, value: unknown) => {
    if (value instanceof Uint8Array) {
      parts.push(value);
      length += value.length;
      return mark([length - value.length, value.length]);
    }
    if (typeof value === "number" && !Number.isFinite(value)) {
      return mark(String(value));
    }
    if (isObject(value) && MARK in value && !marks.has(value)) {
      return mark({ members: Object.entries(value) });
    }
    return value;
  });
  const written = utf8(json);
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, written.length);
  return concat([head, written, ...parts]);
}

/** Reads what {@link encodeRow} wrote. */
export function decodeRow(bytes: Uint8Array): unknown {
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return JSON.parse(text(bytes.subarray(4, end)), (_, value: unknown) => {
    if (!isObject(value) || !(MARK in value)) {
      return value;
    }
    const marked = value[MARK] as string | readonly [number, number] | { members: readonly [string, unknown][] };
    if (typeof marked === "string") {
      return Number(marked);
    }
    if ("members" in marked) {
      return Object.fromEntries(marked.members);
    }
    return bytes.slice(end + marked[0], end + marked[0] + marked[1]);
  });
}
