import type { Texts } from "../text/en.ts";
import { tameName } from "./names.ts";

/** What fits into one message. */
export const mostFiles = 10;
export const largestFile = 104_857_600;

/** A file's name, tamed, apart from its extension with its dot; undefined if nothing is left of it. */
export function partsOfName(
  name: string | undefined,
): { readonly stem: string; readonly extension: string } | undefined {
  const [, before, extension = ""] = /^(.*)(\.[\p{L}\p{N}]{1,10})$/su.exec(name?.trim() ?? "") ?? [];
  const stem = tameName(before);
  if (stem !== undefined) return { stem, extension };
  const whole = tameName(name);
  return whole === undefined ? undefined : { stem: whole, extension: "" };
}

/** The files that can be sent, and what to say of the first that cannot. */
export function acceptFiles(
  files: readonly File[],
  words: Pick<Texts["composer"], "tooMany" | "tooLarge" | "emptyFile">,
): { readonly files: readonly File[]; readonly refused?: string } {
  const fit = files.filter((file) => file.size > 0 && file.size <= largestFile);
  const unfit = files.find((file) => file.size === 0 || file.size > largestFile);
  const name = unfit === undefined ? "" : (tameName(unfit.name) ?? "");
  if (unfit !== undefined) {
    return { files: fit.slice(0, mostFiles), refused: unfit.size === 0 ? words.emptyFile(name) : words.tooLarge(name) };
  }
  return fit.length > mostFiles ? { files: fit.slice(0, mostFiles), refused: words.tooMany } : { files: fit };
}
