package app.culver.acceptance.chaos;

/** What it is that goes wrong at a {@link Site}. */
enum Way {
  /** A function calls a service. */
  CALL,
  /** A function posts to a socket. */
  POST,
  /** A function is fed a batch. */
  BATCH,
  /** A function has a device woken. */
  PUSH,
  /** A socket is open. */
  SOCKET,
  /** A socket's end is told. */
  END,
  /** A device writes, and is never heard of again. */
  SENDER
}
