import type { Socket } from "./socket-port.ts";

/** Wakes a socket when the network returns or goes, and when the page comes to the front. Answers how to stop. */
export function watchNetwork(socket: Pick<Socket, "wake">): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  addEventListener("online", () => socket.wake(), { signal });
  // What is open then may hang for minutes: only an answer tells whether it still lives.
  addEventListener("offline", () => socket.wake(), { signal });
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "visible") {
        socket.wake();
      }
    },
    { signal },
  );
  return () => ended.abort();
}
