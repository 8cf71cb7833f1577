import type { Attachment } from "../../client/culver.ts";

/** How an attachment is shown. */
export type AttachmentKind = "picture" | "video" | "voice" | "audio" | "file";

// What a browser decodes without running anything: no SVG, no HTML, no PDF. All else is a file to be saved.
const pictures = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);
const videos = new Set(["video/mp4", "video/webm"]);
const sounds = new Set([
  "audio/mpeg",
  "audio/mp4",
  "audio/aac",
  "audio/ogg",
  "audio/webm",
  "audio/wav",
  "audio/x-wav",
  "audio/flac",
]);

/** How to show an attachment, by its type, which the sender has chosen. */
export function attachmentKind(attachment: Pick<Attachment, "type" | "voice">): AttachmentKind {
  const type = attachment.type.split(";")[0]?.trim().toLowerCase() ?? "";
  if (pictures.has(type)) return "picture";
  if (videos.has(type)) return "video";
  if (sounds.has(type)) return attachment.voice ? "voice" : "audio";
  return "file";
}

/** The bytes under a type that no browser acts upon: for saving. */
export function asDownload(blob: Blob): Blob {
  return new Blob([blob], { type: "application/octet-stream" });
}

const longestName = 200;

/**
 * A file's name fit for a download: no folders, no controls, nothing that cannot be seen or turns the direction, no name
 * that a system keeps for itself. What is too long loses its middle, so that one still sees what kind of file it is.
 */
export function fileName(name: string | undefined, fallback: string): string {
  const tame = (name ?? "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu, "")
    .replace(/(\p{M}{2})\p{M}+/gu, "$1")
    .replace(/[/\\:*?"<>|]/gu, "_")
    .replace(/^[.\s]+|[.\s]+$/gu, "");
  const safe = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu.test(tame) ? `_${tame}` : tame;
  const characters = Array.from(safe);
  const ending = /\.[^.\s]{1,12}$/u.exec(safe)?.[0] ?? "";
  const most = longestName - ending.length;
  const short = characters.length > longestName ? `${characters.slice(0, most).join("")}${ending}` : safe;
  return short === "" ? fallback : short;
}
