import type { Attachment, Line } from "../../client/culver.ts";
import type { Texts } from "../text/en.ts";

/** Whether what is to be done with a file is its upload: the person has it already. */
export const isUpload = (line: Line): boolean => line.own && (line.state === "sending" || line.state === "waiting");

/** What there is to say of a file that neither lies still nor goes up or down. */
export function standstill(line: Line, { transfer }: Attachment, text: Texts["media"]): string | undefined {
  switch (transfer.is) {
    case "preparing":
      return text.preparing;
    case "waiting":
      return line.state === "waiting" ? text.waitingForNetwork : text.waitingToTry;
    case "failed":
      return text.failed;
    case "gone":
      return text.gone;
    default:
      return undefined;
  }
}
