/**
 * Which item of a list the focus goes to at a key: the arrows go round, Home and End to the ends, a letter to the next
 * item that begins with it. Undefined if the key moves nothing.
 */
export function moveBy(key: string, at: number, labels: readonly string[]): number | undefined {
  const count = labels.length;
  if (count === 0) return undefined;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return at <= 0 ? count - 1 : at - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return key.length === 1 && key !== " " ? startingWith(key, at, labels) : undefined;
  }
}

function startingWith(letter: string, at: number, labels: readonly string[]): number | undefined {
  const wanted = letter.toLocaleLowerCase();
  for (let step = 1; step <= labels.length; step++) {
    const index = (at + step + labels.length) % labels.length;
    if (labels[index]?.toLocaleLowerCase().startsWith(wanted) === true) return index;
  }
  return undefined;
}
