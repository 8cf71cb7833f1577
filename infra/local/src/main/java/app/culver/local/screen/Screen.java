package app.culver.local.screen;

import app.culver.local.cloud.LocalCloud.Endpoints;
import app.culver.local.firebase.SentCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Is told what happens; may be told by several threads at once. */
public interface Screen {

  /** A part of the start begins, and the one before it has ended. */
  void begins(String part);

  /** Everything runs. */
  void ready(Endpoints endpoints, Path settings, Optional<Path> data);

  /** The start has failed. */
  void failed(String what, String advice);

  /** A phone would get a code by SMS. */
  void code(SentCode code);

  /** A device would get a push, which only wakes it up; {@code token} is the beginning of its token. */
  void pushed(String token);

  /** An HTTP API has answered; {@code route} is empty if none matched. */
  void answered(String method, String path, String route, int status);

  /** An API has written a line into its access log. */
  void logged(String api, String line);

  /** A connection was made, refused or ended, or a message came or went. */
  void socket(String what, String connection, String detail);

  /** A function has ended an invocation; {@code failure} is empty if it answered. */
  void invoked(String function, String requestId, Duration took, Optional<String> failure);

  /** A function has printed a line. */
  void printed(String function, String line);

  /** Something of a function's life: that it was loaded anew, or could not start. */
  void function(String function, String what);

  /** The cloud has ended. */
  void ended();
}
