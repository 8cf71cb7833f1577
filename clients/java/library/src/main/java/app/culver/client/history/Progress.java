package app.culver.client.history;

import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How far a conversation is applied and read on this device.
 *
 * @param cursor everything up to this number of the log is applied; 0 for nothing
 * @param order the number of the newest line
 * @param delivered the newest of others' messages that are applied, by its number in the log; 0 for none
 * @param read everything up to this number of the log is read
 * @param readOrder the same as a number of a line
 */
public record Progress(long cursor, long order, long delivered, long read, long readOrder) {

  static final Progress NONE = new Progress(0, 0, 0, 0, 0);

  Progress withCursor(long cursor) {
    return new Progress(Math.max(this.cursor, cursor), order, delivered, read, readOrder);
  }

  Progress withLine(long order) {
    return new Progress(cursor, order, delivered, read, readOrder);
  }

  Progress withDelivered(long delivered) {
    return new Progress(cursor, order, Math.max(this.delivered, delivered), read, readOrder);
  }

  Progress withRead(long read, long readOrder) {
    return new Progress(cursor, order, delivered, Math.max(this.read, read), Math.max(this.readOrder, readOrder));
  }

  /** The log begins anew, with other numbers: what is read stays read. */
  Progress anew() {
    return new Progress(0, order, 0, 0, readOrder);
  }

  ObjectNode write() {
    return Json.object().put("cursor", cursor).put("order", order).put("delivered", delivered).put("read", read)
        .put("readOrder", readOrder);
  }

  static Progress read(ObjectNode json) {
    return new Progress(Json.integer(json, "cursor"), Json.integer(json, "order"), Json.integer(json, "delivered"),
        Json.integer(json, "read"), Json.integer(json, "readOrder"));
  }
}
