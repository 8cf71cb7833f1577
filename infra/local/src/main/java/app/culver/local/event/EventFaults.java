package app.culver.local.event;

/** What goes wrong with the batches that functions are fed. */
@FunctionalInterface
public interface EventFaults {

  /** Nothing goes wrong. */
  EventFaults NONE = (function, event) -> Mishap.NONE;

  /**
   * Asked before each batch is handed to a function.
   *
   * @param event the event's JSON in UTF-8
   */
  Mishap on(String function, byte[] event);

  /** What becomes of a batch. */
  enum Mishap {
    /** It is handed over once. */
    NONE,
    /** It is handed over twice; the second answer counts. */
    REPEATED,
    /** Its last record comes first. Queues do this; a stream only with records of different keys, and here with all. */
    REORDERED,
    /** Every other record counts as failed, whatever the function says of it. */
    PARTLY_FAILED,
    /** It is handed over, and the answer is lost. */
    ANSWER_LOST
  }
}
