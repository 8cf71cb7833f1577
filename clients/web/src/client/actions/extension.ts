const extensions: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "avif",
  "video/mp4": "mp4",
  "video/webm": "webm",
  "video/quicktime": "mov",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/aac": "aac",
  "audio/ogg": "ogg",
  "audio/webm": "webm",
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/flac": "flac",
  "application/pdf": "pdf",
  "text/plain": "txt",
};

/** What systems know a media type by, with its dot; empty for types that have none here. */
export function extensionOf(type: string): string {
  const extension = extensions[type.split(";")[0]?.trim().toLowerCase() ?? ""];
  return extension === undefined ? "" : `.${extension}`;
}
