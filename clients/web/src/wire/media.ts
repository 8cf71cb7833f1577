import { asObject, integer, list, string, type Json } from "./json.ts";

/** Part of a file that is to be uploaded. `length`: bytes of ciphertext; `sha256`: of it, base64. */
export interface UploadChunk {
  readonly index: number;
  readonly length: number;
  readonly sha256: string;
}

/** Where to put a chunk, with headers that have to go along as they are. */
export interface Upload {
  readonly index: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where to get a chunk. */
export interface Download {
  readonly index: number;
  readonly url: string;
}

export const readUploads = (json: Json): readonly Upload[] =>
  list(json, "uploads", (item) => {
    const upload = asObject(item);
    const headers = asObject(upload["headers"], "headers");
    return {
      ...readDownload(upload),
      headers: Object.fromEntries(Object.keys(headers).map((name) => [name, string(headers, name)])),
    };
  });

export const readDownloads = (json: Json): readonly Download[] =>
  list(json, "downloads", (item) => readDownload(asObject(item)));

const readDownload = (json: Json): Download => ({ index: integer(json, "index"), url: string(json, "url") });
