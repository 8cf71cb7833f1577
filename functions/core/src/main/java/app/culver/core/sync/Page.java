package app.culver.core.sync;

/**
 * How full an answer is. Receipts are taken first, then entries, each in the order of the conversations. The first entry
 * always fits, and so do the receipts of the first conversation; whose receipts do not has to ask again.
 */
final class Page {
  /** What a page may weigh on the wire: three of the 32 KiB units that the gateway meters. */
  static final int MOST_BYTES = 96 * 1024;

  /**
   * What the gateway carries in one message, for a long first entry.
   *
   * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Its
   *     quotas</a>
   */
  static final int FRAME_BYTES = 128 * 1024;

  /** Room on the wire for what surrounds the conversations, for what a conversation has beside entries, for a receipt. */
  static final int ANSWER_BYTES = 256;

  static final int CONVERSATION_BYTES = 128;
  static final int RECEIPT_BYTES = 96;

  private final int kept;
  private int used;
  private boolean anyEntry;
  private boolean isFull;

  /** @param firstEntry the length of the first entry that is there, in bytes, 0 if there is none */
  Page(int conversations, int firstEntry) {
    this.kept = firstEntry + 1;
    this.used = ANSWER_BYTES + CONVERSATION_BYTES * conversations;
  }

  /** Answers whether so many receipts of the next conversation fit. */
  boolean takeReceipts(int count) {
    int bytes = RECEIPT_BYTES * count;
    boolean fits = used + bytes + kept <= FRAME_BYTES;
    used += fits ? bytes : 0;
    return fits;
  }

  /** Answers whether the next entry fits, which is so long. */
  boolean takeEntry(int length) {
    int bytes = length + 1;
    isFull = isFull || anyEntry && used + bytes > MOST_BYTES;
    used += isFull ? 0 : bytes;
    anyEntry = true;
    return !isFull;
  }
}
