import { inPlace, type FileWork, type SealedChunk } from "../engine/media/sealing.ts";
import type { MediaFile } from "../crypto/media.ts";

/** What a page asks of the worker that encrypts files. */
export type Asked = { readonly id: number; readonly blob: Blob } & (
  | { readonly is: "clean" }
  | { readonly is: "seal"; readonly key: CryptoKey; readonly file: MediaFile; readonly index: number }
);

/** What that tells. It is ready once, and answers each request once, in whatever order. */
export type Told =
  | { readonly is: "ready" }
  /** `clean` is absent if the file is to stay as it is. */
  | { readonly is: "cleaned"; readonly id: number; readonly clean?: Blob }
  | { readonly is: "sealed"; readonly id: number; readonly chunk: SealedChunk }
  /** `dom`: it was the browser that refused, such as to read a file. */
  | {
      readonly is: "failed";
      readonly id: number;
      readonly name: string;
      readonly message: string;
      readonly dom: boolean;
    };

/** What is used here of a worker's global scope; its whole types cannot stand beside those of pages. */
export interface FilesScope {
  postMessage(told: Told, transfer?: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Asked>) => void): void;
}

/** Answers a page's requests, in the worker. */
export function answerFiles(scope: FilesScope, work: FileWork = inPlace): void {
  const answer = async (asked: Asked): Promise<void> => {
    const { id, blob } = asked;
    if (asked.is === "clean") {
      const clean = await work.cleaned(blob);
      scope.postMessage({ is: "cleaned", id, ...(clean === blob ? {} : { clean }) });
    } else {
      const chunk = await work.sealed(asked.key, asked.file, asked.index, blob);
      scope.postMessage({ is: "sealed", id, chunk }, [chunk.bytes.buffer]);
    }
  };
  scope.addEventListener("message", ({ data }) => {
    answer(data).catch((failed: unknown) => {
      const { name, message } = failed instanceof Error ? failed : new Error("unknown");
      // What is told is text: an error would lose what it was on its way.
      const dom = failed instanceof DOMException;
      scope.postMessage({ is: "failed", id: data.id, name, message, dom });
    });
  });
  scope.postMessage({ is: "ready" });
}
