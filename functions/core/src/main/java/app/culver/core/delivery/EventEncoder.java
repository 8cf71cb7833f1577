package app.culver.core.delivery;

/** Port to the form of events on the wire. */
@FunctionalInterface
public interface EventEncoder {
  /** One frame: UTF-8 JSON. Encoded once, however many get it. */
  byte[] encode(Event event);
}
