import type { Identifier } from "../../wire/identifiers.ts";
import type { Bytes } from "../../wire/bytes.ts";

/** Part of a file as it lies on the server: encrypted under the file's key. */
export interface ChunkRow {
  readonly media: Identifier;
  readonly index: number;
  readonly bytes: Bytes;
}

/** Where a file stands on this device. */
export interface MediaState {
  readonly media: Identifier;
  /** The chunks that are here. */
  readonly here: readonly number[];
  /** Whether all of them are. */
  readonly complete: boolean;
  /** Of an own file: what the server has to know of each chunk, and which it has. */
  readonly upload?: {
    readonly chunks: readonly { readonly length: number; readonly sha256: string }[];
    readonly done: readonly number[];
  };
  /** The server has it no more. */
  readonly gone?: boolean;
}
