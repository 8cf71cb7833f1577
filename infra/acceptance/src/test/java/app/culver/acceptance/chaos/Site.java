package app.culver.acceptance.chaos;

import app.culver.acceptance.support.Recording;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place where something may go wrong: of calls, a place in the code from which a service is called, as far as it can be
 * told from outside.
 *
 * @param function who calls or is fed; empty for what is no function's
 * @param route what the function has been asked for; empty for what is no function's, and for batches
 * @param service whose operation it is
 * @param target what a call is made on; the device, if it is one's; else empty
 */
record Site(Way way, String function, String route, String service, String operation, String target) {

  /** A call of a function. @param request what it says, as far as {@link Target} knows to read it */
  static Site call(String service, String operation, String instance, String route, JsonNode request) {
    return new Site(Way.CALL, Recording.function(instance), route, service, operation, Target.of(request));
  }

  /** Posts of such frames to one of those who talk. */
  static Site post(String frame, int device) {
    return new Site(Way.POST, "", "", "gateway", frame, "device " + device);
  }

  /** Batches for a function. */
  static Site batch(String function) {
    return new Site(Way.BATCH, function, "", "batches", "of", function);
  }

  /** Pushes to one of those who talk. */
  static Site push(int device) {
    return new Site(Way.PUSH, "", "", "fcm", "send", "device " + device);
  }

  /** The open socket of one of those who talk. */
  static Site socket(int device) {
    return new Site(Way.SOCKET, "", "", "socket", "open", "device " + device);
  }

  /** The end of the socket of one of those who talk. */
  static Site end(int device) {
    return new Site(Way.END, "", "", "socket", "$disconnect", "device " + device);
  }

  /** The last of those who write. */
  static Site sender() {
    return new Site(Way.SENDER, "", "", "device", "send", "");
  }

  /** Whether a message is put into the log there. */
  boolean isAppend() {
    return function.equals("MessagesFunction") && operation.equals("PutItem");
  }

  /** The same, whichever of those who talk comes by it. */
  String place() {
    return way == Way.CALL || way == Way.BATCH ? toString() : service + ":" + operation;
  }

  @Override
  public String toString() {
    return Stream.of(function, route, service + ":" + operation, target).filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
