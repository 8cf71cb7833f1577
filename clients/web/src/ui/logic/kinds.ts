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

/** A file's name fit for a download: no folders, no controls, no turning of direction. */
export function fileName(name: string | undefined, fallback: string): string {
  const tame = (name ?? "")
    // eslint-disable-next-line no-control-regex -- control characters are what it removes
    .replace(/[\u0000-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .replace(/[/\\:*?"<>|]/gu, "_")
    .replace(/^\.+/u, "")
    .trim();
  return tame === "" ? fallback : tame.slice(0, 200);
}
