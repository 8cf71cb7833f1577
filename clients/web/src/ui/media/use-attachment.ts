import { useCallback, useEffect, useState } from "react";

import type { Attachment, Line } from "../../client/culver.ts";
import { useBlobUrl } from "../composer/attached-files.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { isUpload } from "./words.ts";

/** What can be done with a file of a message. */
export interface OpenAttachment {
  /** A URL of the whole of it, once it is opened. */
  readonly url: string | undefined;
  /** Gets it, from this device or the server. */
  readonly open: () => Promise<Blob | undefined>;
  /** Goes on: with the upload of one's own, otherwise with getting it. */
  readonly go: () => void;
  readonly pause: () => void;
}

/** Opens a file at once if `eager`, else when asked to. */
export function useAttachment(line: Line, file: Attachment, eager: boolean): OpenAttachment {
  const { messages } = useCulver();
  const attempt = useAttempt();
  const [blob, setBlob] = useState<Blob>();
  const url = useBlobUrl(blob);
  const open = useCallback(async (): Promise<Blob | undefined> => {
    let got: Blob | undefined;
    await attempt(
      messages.open(line.conversation, line.key, file.key).then((whole) => {
        got = whole;
        setBlob(whole);
      }),
    );
    return got;
  }, [attempt, messages, line.conversation, line.key, file.key]);
  useEffect(() => {
    if (!eager) return;
    let wanted = true;
    messages.open(line.conversation, line.key, file.key).then(
      (whole) => {
        if (wanted) setBlob(whole);
      },
      // Its transfer says that it did not work, and offers to try again.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [eager, messages, line.conversation, line.key, file.key]);
  const uploads = isUpload(line);
  const go = useCallback(() => {
    void (uploads ? attempt(messages.resume(line.conversation, line.key, file.key)) : open());
  }, [uploads, attempt, messages, line.conversation, line.key, file.key, open]);
  const pause = useCallback(() => {
    void attempt(messages.pause(line.conversation, line.key, file.key));
  }, [attempt, messages, line.conversation, line.key, file.key]);
  return { url, open, go, pause };
}
