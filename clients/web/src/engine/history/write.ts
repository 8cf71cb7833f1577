import { utf8, type Bytes } from "../../wire/bytes.ts";
import { isSilent, type Content, type Sealed } from "./content.ts";

/** The plaintext of an envelope. */
export function writeContent({ content, profileKey, told }: Sealed): Bytes {
  const { is, ...members } = content;
  const json = {
    kind: is,
    ...members,
    ...(told === undefined ? {} : { change: told.change, members: told.members }),
    ...(profileKey === undefined || !carriesKey(content) ? {} : { profileKey }),
  };
  return utf8(JSON.stringify(json));
}

/** Whether the key to the sender's names may go along with a content. */
export const carriesKey = (content: Content): boolean =>
  content.is === "text" || content.is === "media" || content.is === "group" || isSilent(content);
