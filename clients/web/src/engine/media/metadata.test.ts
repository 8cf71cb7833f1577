import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64, vectors } from "../../crypto/vectors.testing.ts";
import { concat, utf8 } from "../../wire/bytes.ts";
import { isPicture, withoutMetadata } from "./metadata.ts";

const SECRET = "52.5200N 13.4050E by Alice's phone";
const bytes = (...values: (number | string | Uint8Array)[]): Uint8Array =>
  concat(
    values.map((value) =>
      typeof value === "number" ? Uint8Array.of(value) : typeof value === "string" ? utf8(value) : value,
    ),
  );
const big = (value: number, size: 2 | 4): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (value >>> (8 * (size - 1 - at))) & 0xff);
const little = (value: number, size: 2 | 4): Uint8Array => big(value, size).reverse();
const has = (where: Uint8Array | undefined, what: string): boolean =>
  Buffer.from(where ?? []).includes(Buffer.from(what));

/** Exif as cameras write it: which way is up among other things, and where it was taken behind them. */
function tiff(orientation: number, order: "II" | "MM" = "II"): Uint8Array {
  const number = order === "II" ? little : big;
  const entry = (tag: number, value: number) =>
    bytes(number(tag, 2), number(3, 2), number(1, 4), number(value, 2), 0, 0);
  const entries = [entry(0x0100, 7), entry(0x0112, orientation), entry(0x8825, 1)];
  return bytes(order, number(42, 2), number(8, 4), number(entries.length, 2), ...entries, number(0, 4), SECRET);
}

const segment = (marker: number, content: Uint8Array): Uint8Array =>
  bytes(0xff, marker, big(content.length + 2, 2), content);
const JFIF = segment(0xe0, bytes("JFIF\0", 1, 2, 0, 0, 1, 0, 1, 0, 0));
const EXIF = (orientation: number) => segment(0xe1, bytes("Exif\0\0", tiff(orientation)));
const TABLE = segment(0xdb, new Uint8Array(65).fill(9));
const ICC = segment(0xe2, bytes("ICC_PROFILE\0", 1, 1, "colours"));
// With what looks like markers, and is none within a scan.
const SCAN = bytes(segment(0xda, bytes(1, 1, 0, 0, 63, 0)), 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0, 5);
const END = bytes(0xff, 0xd9);
const jpeg = (...parts: Uint8Array[]): Uint8Array => bytes(0xff, 0xd8, ...parts);

const chunk = (type: string, content: Uint8Array): Uint8Array =>
  bytes(big(content.length, 4), type, content, 1, 2, 3, 4);
const PNG_HEAD = bytes(0x89, "PNG\r\n\u001a\n");
const IHDR = chunk("IHDR", new Uint8Array(13));
const IDAT = chunk("IDAT", bytes("picture"));
const IEND = chunk("IEND", bytes());

const riff = (...chunks: Uint8Array[]): Uint8Array => {
  const all = bytes("WEBP", ...chunks);
  return bytes("RIFF", little(all.length, 4), all);
};
const webpChunk = (type: string, content: Uint8Array): Uint8Array =>
  bytes(type, little(content.length, 4), content, ...(content.length % 2 === 1 ? [0] : []));
const VP8X = (flags: number): Uint8Array => webpChunk("VP8X", bytes(flags, 0, 0, 0, 9, 0, 0, 9, 0, 0));
const VP8 = webpChunk("VP8 ", bytes("picture"));

describe("a JPEG", () => {
  test("loses where and when it was taken, and keeps every byte of the picture", () => {
    const told = jpeg(
      JFIF,
      EXIF(1),
      segment(0xe1, bytes("http://ns.adobe.com/xap/1.0/\0", SECRET)),
      segment(0xed, bytes("Photoshop 3.0\0", SECRET)),
      segment(0xe2, bytes("MPF\0", SECRET)),
      segment(0xfe, bytes(SECRET)),
      ICC,
      TABLE,
      SCAN,
      TABLE,
      SCAN,
      END,
    );
    expect(withoutMetadata(told)).toEqual(jpeg(JFIF, ICC, TABLE, SCAN, TABLE, SCAN, END));
  });

  test("loses what phones put behind its end", () => {
    const clean = withoutMetadata(jpeg(JFIF, TABLE, SCAN, END, bytes("ftypmp42 film", SECRET)));
    expect(clean).toEqual(jpeg(JFIF, TABLE, SCAN, END));
  });

  test.each(["II", "MM"] as const)("still says which way is up (%s)", (order) => {
    const told = jpeg(JFIF, segment(0xe1, bytes("Exif\0\0", tiff(6, order))), TABLE, SCAN, END);
    const clean = withoutMetadata(told);
    expect(has(clean, SECRET)).toBe(false);
    expect(clean?.length).toBeLessThan(told.length);
    // Cleaned once more, it is found again, and nothing else changes.
    expect(withoutMetadata(clean ?? bytes())).toEqual(clean);
    expect(has(clean, "Exif")).toBe(true);
  });

  test("that is cut off loses its metadata all the same", () => {
    const clean = withoutMetadata(jpeg(EXIF(1), TABLE, SCAN));
    expect(clean).toEqual(jpeg(TABLE, SCAN));
  });
});

describe("a PNG", () => {
  test("loses texts, times and whatever programs keep there, and what is behind its end", () => {
    const told = bytes(
      PNG_HEAD,
      IHDR,
      chunk("tEXt", bytes("Comment\0", SECRET)),
      chunk("iTXt", bytes("XML:com.adobe.xmp\0", SECRET)),
      chunk("zTXt", bytes(SECRET)),
      chunk("tIME", bytes(7, 234, 1, 1, 1, 1, 1)),
      chunk("eXIf", tiff(1)),
      chunk("prVt", bytes(SECRET)),
      IDAT,
      IDAT,
      IEND,
      SECRET,
    );
    expect(withoutMetadata(told)).toEqual(bytes(PNG_HEAD, IHDR, IDAT, IDAT, IEND));
  });

  test("still says which way is up", () => {
    const clean = withoutMetadata(bytes(PNG_HEAD, IHDR, chunk("eXIf", tiff(8)), IDAT, IEND));
    expect(has(clean, "eXIf")).toBe(true);
    expect(has(clean, SECRET)).toBe(false);
    expect(withoutMetadata(clean ?? bytes())).toEqual(clean);
  });
});

describe("a WebP", () => {
  test("loses Exif and XMP, and announces them no more", () => {
    const told = riff(
      VP8X(0x2c),
      webpChunk("ICCP", bytes("col")),
      VP8,
      webpChunk("EXIF", tiff(1)),
      webpChunk("XMP ", bytes(SECRET)),
    );
    expect(withoutMetadata(bytes(told, SECRET))).toEqual(riff(VP8X(0x20), webpChunk("ICCP", bytes("col")), VP8));
    expect(withoutMetadata(riff(VP8))).toEqual(riff(VP8));
  });

  test("still says which way is up", () => {
    const clean = withoutMetadata(riff(VP8X(0x08), VP8, webpChunk("EXIF", bytes("Exif\0\0", tiff(3)))));
    expect(has(clean, SECRET)).toBe(false);
    expect(has(clean, "EXIF")).toBe(true);
    expect(withoutMetadata(clean ?? bytes())).toEqual(clean);
  });
});

test("what is none of these is left alone", () => {
  for (const other of [
    bytes(),
    bytes(SECRET),
    bytes("GIF89a"),
    bytes("%PDF-1.7"),
    bytes("RIFF0000WAVE"),
    bytes(0xff, 0xd8),
  ]) {
    expect(isPicture(other)).toBe(false);
    expect(withoutMetadata(other)).toBeUndefined();
  }
});

test.each([
  ["a segment longer than the file", jpeg(bytes(0xff, 0xe1, 0xff, 0xff, SECRET))],
  ["a segment of length 0", jpeg(bytes(0xff, 0xe1, 0, 0, 0xff, 0xd9))],
  ["no marker where one has to be", jpeg(JFIF, bytes("garbage"))],
  ["a chunk of four gigabytes", bytes(PNG_HEAD, 0xff, 0xff, 0xff, 0xff, "IDAT")],
  ["no end", bytes(PNG_HEAD, IHDR, IDAT)],
  ["a length beyond the file", bytes("RIFF", little(0xffffffff, 4), "WEBP", VP8)],
  ["a chunk beyond its end", riff(bytes("VP8 ", little(0x7fffffff, 4), "x"))],
  ["half a chunk", riff(VP8, bytes("EXI"))],
])("%s is not understood, and ends", (_, hostile) => {
  expect(isPicture(hostile)).toBe(true);
  expect(withoutMetadata(hostile)).toBeUndefined();
});

test.each([
  ["directory beyond the end", bytes("II", little(42, 2), little(0xfffffff0, 4))],
  ["65,535 entries of which none is there", bytes("II", little(42, 2), little(8, 4), little(65_535, 2))],
  ["nonsense as orientation", tiff(99)],
  ["neither of the orders of bytes", bytes("XX", 0, 0, 0, 0, 0, 0)],
  ["nothing", bytes()],
])("Exif with %s goes like any other", (_, exif) => {
  const clean = withoutMetadata(jpeg(JFIF, segment(0xe1, bytes("Exif\0\0", exif)), TABLE, SCAN, END));
  expect(clean).toEqual(jpeg(JFIF, TABLE, SCAN, END));
});

describe("the contract's", () => {
  interface Vector {
    readonly name: string;
    readonly picture: string;
    readonly clean?: string;
  }
  const file = vectors("pictures") as { vectors: Vector[]; unchanged: Vector[] };

  test.each(file.vectors)("$name", ({ picture, clean }) => {
    expect(withoutMetadata(base64(picture))).toEqual(base64(clean ?? ""));
  });

  test.each(file.unchanged)("$name is left as it is", ({ picture }) => {
    expect(withoutMetadata(base64(picture))).toBeUndefined();
  });
});

test("whatever the bytes are, it ends, does not throw, and adds nothing but which way is up", () => {
  const heads = [bytes(0xff, 0xd8, 0xff), PNG_HEAD, bytes("RIFF", little(200, 4), "WEBP"), jpeg(JFIF, EXIF(6))];
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), (head, rest) => {
      const whole = bytes(head, rest);
      const clean = withoutMetadata(whole);
      expect(clean?.length ?? 0).toBeLessThanOrEqual(whole.length + 36);
    }),
    { numRuns: 2_000 },
  );
});
