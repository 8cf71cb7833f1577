import type { Identifier } from "../../wire/identifiers.ts";
import type { SentFile } from "../history/content.ts";
import { freshFile, prepareFile, type Description } from "../media/preparing.ts";
import { inPlace } from "../media/sealing.ts";
import type { EngineStore } from "../store.ts";

/** A file that is encrypted and here, as its message describes it. */
export async function storedFile(
  store: EngineStore,
  conversation: Identifier,
  blob: Blob,
  description: Description,
): Promise<SentFile> {
  const file = freshFile(blob.size, description);
  await store.write({ mediaStates: [await prepareFile(store, inPlace, conversation, file, blob)] });
  return file;
}
