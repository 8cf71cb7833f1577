/**
 * The next value, with every part of the previous one kept that is the same: so that who compares by identity sees what
 * has changed and nothing else.
 */
export function share<T>(previous: T | undefined, next: T): T {
  return sharing(previous, next) as T;
}

function sharing(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next) || previous === null || next === null) {
    return next;
  }
  if (Array.isArray(previous) && Array.isArray(next)) {
    const twin = twinsIn(previous);
    const parts = next.map((each: unknown, index) => sharing(twin(each, index), each));
    const same = parts.length === previous.length && parts.every((part, index) => part === previous[index]);
    return same ? previous : parts;
  }
  if (!isPlain(previous) || !isPlain(next)) {
    return next;
  }
  const parts = Object.fromEntries(Object.entries(next).map(([name, value]) => [name, sharing(previous[name], value)]));
  const names = Object.keys(next);
  const same = names.length === Object.keys(previous).length && names.every((name) => previous[name] === parts[name]);
  return same ? previous : parts;
}

const nameOf = (item: unknown): unknown => (isPlain(item) ? (item["key"] ?? item["id"]) : undefined);

/** Tells what an item of a list was before: the one with its key or id, or the one in its place. */
function twinsIn(previous: readonly unknown[]): (item: unknown, index: number) => unknown {
  let byName: ReadonlyMap<unknown, unknown> | undefined;
  return (item, index) => {
    const name = nameOf(item);
    const there = previous[index];
    if (name === undefined || nameOf(there) === name) {
      return there;
    }
    // Looked up, since a long list that has grown at its beginning has everything elsewhere.
    byName ??= new Map(previous.toReversed().map((each) => [nameOf(each), each]));
    return byName.get(name);
  };
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.getPrototypeOf(value) === Object.prototype;
