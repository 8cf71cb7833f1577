import { concat, type Bytes } from "../../wire/bytes.ts";

/** As many bytes tell whether it is a picture of a kind whose metadata can be taken out. */
export const HEAD = 12;

const formOf = (head: Uint8Array): ((bytes: Uint8Array) => Parts) | undefined =>
  startsWith(head, [0xff, 0xd8, 0xff])
    ? jpegParts
    : startsWith(head, PNG)
      ? pngParts
      : startsWith(head, ascii("RIFF")) && startsWith(head, ascii("WEBP"), 8)
        ? webpParts
        : undefined;

/** Whether it begins as a JPEG, a PNG or a WebP does. */
export const isPicture = (head: Uint8Array): boolean => formOf(head) !== undefined;

/**
 * Takes out of a picture what cameras and programs wrote about it: where it was taken, when, by what, and smaller copies
 * of what it was like before. The picture itself stays as it is, byte for byte; of the metadata only which way is up and
 * what its colours mean. Undefined if it is no JPEG, PNG or WebP, or not formed as those are: then nothing is taken out.
 * HEIC, AVIF and films keep theirs.
 */
export function withoutMetadata(bytes: Uint8Array): Bytes | undefined {
  const parts = formOf(bytes)?.(bytes);
  return parts === undefined ? undefined : concat(parts);
}

type Parts = readonly Uint8Array[] | undefined;

const ascii = (text: string): readonly number[] => Array.from(text, (character) => character.charCodeAt(0));
const PNG = [0x89, ...ascii("PNG\r\n\u001a\n")];
const EXIF = ascii("Exif\0\0");

const startsWith = (bytes: Uint8Array, wanted: readonly number[], at = 0): boolean =>
  bytes.length >= at + wanted.length && wanted.every((byte, index) => bytes[at + index] === byte);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const SOS = 0xda;
const EOI = 0xd9;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;

/** What a decoder needs: JFIF, the colour profile and Adobe's mark of how colours are stored. */
function isNeeded(marker: number, content: Uint8Array): boolean {
  if (marker === COMMENT) {
    return false;
  }
  if (marker < APP0 || marker > APP15) {
    return true;
  }
  return (
    (marker === APP0 && startsWith(content, ascii("JFIF\0"))) ||
    (marker === APP2 && startsWith(content, ascii("ICC_PROFILE\0"))) ||
    (marker === APP14 && startsWith(content, ascii("Adobe")))
  );
}

/** Segments up to the end of the picture; phones put films and further pictures behind that. */
function jpegParts(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let turned: number | undefined;
  let at = 2;
  for (;;) {
    // A marker may have any number of 0xff before it.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) {
      at++;
    }
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) {
      return undefined;
    }
    if (marker === EOI) {
      parts.push(bytes.subarray(at, at + 2));
      break;
    }
    if (at + 4 > bytes.length) {
      return undefined;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end < at + 4 || end > bytes.length) {
      return undefined;
    }
    const content = bytes.subarray(at + 4, end);
    if (marker === APP1 && startsWith(content, EXIF)) {
      turned ??= orientationOf(content.subarray(EXIF.length));
    }
    if (isNeeded(marker, content)) {
      parts.push(bytes.subarray(at, end));
    }
    at = end;
    if (marker === SOS) {
      const from = at;
      at = endOfScan(bytes, at);
      parts.push(bytes.subarray(from, at));
      if (at >= bytes.length - 1) {
        // Cut off: browsers show what there is.
        break;
      }
    }
  }
  // The orientation stands behind JFIF's segment, where decoders look for it.
  const first = parts[1];
  const behind = first?.[1] === APP0 ? 2 : 1;
  return turned === undefined || turned === 1
    ? parts
    : [...parts.slice(0, behind), exifSegment(turned), ...parts.slice(behind)];
}

/** Where the next marker is that is none of those within a scan. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const within = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!within) {
      return at;
    }
  }
  return bytes.length;
}

const ORIENTATION = 0x0112;

/** Which way is up, from 1 to 8, as TIFF says it; undefined if it does not. */
function orientationOf(tiff: Uint8Array): number | undefined {
  const little = startsWith(tiff, ascii("II"));
  if (!(little || startsWith(tiff, ascii("MM"))) || tiff.length < 8) {
    return undefined;
  }
  const view = viewOf(tiff);
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) {
    return undefined;
  }
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index++) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > tiff.length) {
      return undefined;
    }
    if (view.getUint16(entry, little) === ORIENTATION) {
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : undefined;
    }
  }
  return undefined;
}

/** TIFF with one directory, of one entry: the orientation. */
function tiffOf(orientation: number): Uint8Array {
  const tiff = new Uint8Array(26);
  const view = viewOf(tiff);
  tiff.set(ascii("MM"));
  view.setUint16(2, 42);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, ORIENTATION);
  view.setUint16(12, 3);
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return tiff;
}

function exifSegment(orientation: number): Uint8Array {
  const content = [...EXIF, ...tiffOf(orientation)];
  return Uint8Array.from([0xff, APP1, 0, content.length + 2, ...content]);
}

/** Chunks of PNG that say how it looks; the others are texts, times, and what programs keep there. */
const SEEN = new Set(
  "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split(" "),
);

function pngParts(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const parts: Uint8Array[] = [bytes.subarray(0, PNG.length)];
  let at = PNG.length;
  for (;;) {
    if (at + 12 > bytes.length) {
      return undefined;
    }
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) {
      return undefined;
    }
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (SEEN.has(type)) {
      parts.push(bytes.subarray(at, end));
    } else if (type === "eXIf") {
      const turned = orientationOf(bytes.subarray(at + 8, end - 4));
      if (turned !== undefined && turned !== 1) {
        parts.push(pngChunk("eXIf", tiffOf(turned)));
      }
    }
    if (type === "IEND") {
      return parts;
    }
    at = end;
  }
}

function pngChunk(type: string, content: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + content.length);
  const view = viewOf(chunk);
  view.setUint32(0, content.length);
  chunk.set(ascii(type), 4);
  chunk.set(content, 8);
  view.setUint32(8 + content.length, crc32(chunk.subarray(4, 8 + content.length)));
  return chunk;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xedb88320 : 0);
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const SHOWN = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
/** Flags of VP8X that announce Exif and XMP. */
const ANNOUNCED = 0x08 | 0x04;

function webpParts(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const whole = 8 + view.getUint32(4, true);
  if (whole > bytes.length || whole < 12) {
    return undefined;
  }
  const parts: Uint8Array[] = [];
  let turned: number | undefined;
  let at = 12;
  while (at < whole) {
    if (at + 8 > whole) {
      return undefined;
    }
    const length = view.getUint32(at + 4, true);
    // Padded to an even length; the last one may be without.
    const end = Math.min(at + 8 + length + (length % 2), whole);
    if (at + 8 + length > whole) {
      return undefined;
    }
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (type === "EXIF") {
      const content = bytes.subarray(at + 8, at + 8 + length);
      turned ??= orientationOf(startsWith(content, EXIF) ? content.subarray(EXIF.length) : content);
    } else if (SHOWN.has(type)) {
      parts.push(bytes.slice(at, end));
    }
    at = end;
  }
  const extended = parts[0]?.[3] === 0x58 ? parts[0] : undefined;
  const keeps = extended !== undefined && turned !== undefined && turned !== 1;
  if (extended !== undefined && extended.length > 8) {
    extended[8] = ((extended[8] ?? 0) & ~ANNOUNCED) | (keeps ? 0x08 : 0);
  }
  if (keeps) {
    const tiff = tiffOf(turned ?? 1);
    parts.push(Uint8Array.from([...ascii("EXIF"), tiff.length, 0, 0, 0, ...tiff]));
  }
  const head = Uint8Array.from([...ascii("RIFF"), 0, 0, 0, 0, ...ascii("WEBP")]);
  viewOf(head).setUint32(4, 4 + parts.reduce((sum, part) => sum + part.length, 0), true);
  return [head, ...parts];
}
