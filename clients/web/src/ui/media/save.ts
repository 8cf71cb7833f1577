import type { Attachment } from "../../client/culver.ts";
import { asDownload, fileName } from "../logic/kinds.ts";

/** Puts bytes among the person's downloads, under a type and name that nothing acts upon. */
export function save(blob: Blob, file: Pick<Attachment, "name">, fallback: string): void {
  const url = URL.createObjectURL(asDownload(blob));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName(file.name, fallback);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
