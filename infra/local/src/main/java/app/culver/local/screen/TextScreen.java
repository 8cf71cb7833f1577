package app.culver.local.screen;

import app.culver.local.cloud.LocalCloud.Endpoints;
import app.culver.local.firebase.SentCode;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** For people. */
public final class TextScreen implements Screen {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Pattern WORRYING = Pattern.compile("\"level\"\\s*:\\s*\"(?:WARN|ERROR)");
  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final boolean verbose;
  private long begun;

  /** @param verbose also prints access logs, what functions log when all is well, and each message of a socket */
  public TextScreen(PrintStream out, boolean verbose) {
    this.out = out;
    this.verbose = verbose;
  }

  @Override
  public synchronized void begins(String part) {
    partEnded();
    begun = System.nanoTime();
    out.printf("%-18s ", part);
    out.flush();
  }

  private void partEnded() {
    if (begun != 0) {
      out.printf("%4.1f s%n", (System.nanoTime() - begun) / NANOS);
      begun = 0;
    }
  }

  @Override
  public synchronized void ready(Endpoints endpoints, Path settings, Optional<Path> data) {
    partEnded();
    out.printf("""

        Culver runs on this machine.

          Web client      %s
          HTTP API        %s
          WebSocket API   %s
          Phone sign-in   %s   (a stand-in of Firebase: codes are printed here)
          DynamoDB        %s
          SQS             %s
          S3              %s
          Data            %s
          Settings        %s

        Next: open the web client in two browser windows of different profiles (one of them private), or
        in another terminal:         clients/java/culver login +4915112345678
        Help:                        clients/java/culver --help
        End with Ctrl-C.

        """, endpoints.site().map(URI::toString).orElse("none (make build)"), endpoints.api(), endpoints.socket(),
        endpoints.firebase(), endpoints.dynamo(),
        endpoints.queues().map(URI::toString).orElse("none"), endpoints.buckets().map(URI::toString).orElse("none"),
        data.map(Path::toString).orElse("in memory (--data DIR keeps it)"), settings);
    out.flush();
  }

  @Override
  public synchronized void failed(String what, String advice) {
    begun = 0;
    out.println();
    out.println(what);
    if (!advice.isEmpty()) {
      out.println(advice);
    }
  }

  @Override
  public void code(SentCode code) {
    print("The code for " + code.phoneNumber() + " is " + code.code());
  }

  @Override
  public void pushed(String token) {
    print("Push to " + token + "...");
  }

  @Override
  public void answered(String method, String path, String route, int status) {
    print((route.isEmpty() ? method + " (no route)" : route) + " " + status);
  }

  @Override
  public void logged(String api, String line) {
    if (verbose) {
      print(api + ": " + line);
    }
  }

  @Override
  public void socket(String what, String connection, String detail) {
    if (verbose || !what.equals("received") && !what.equals("sent")) {
      print("socket " + what + " " + connection + (detail.isEmpty() ? "" : " (" + detail + ")"));
    }
  }

  @Override
  public void invoked(String function, String requestId, Duration took, Optional<String> failure) {
    failure.ifPresent(message -> print(function + " failed after " + took.toMillis() + " ms: " + message));
  }

  @Override
  public void printed(String function, String line) {
    if (verbose || WORRYING.matcher(line).find()) {
      print(function + ": " + line);
    }
  }

  @Override
  public void function(String function, String what) {
    print(function + " " + what);
  }

  @Override
  public void ended() {
    print("Culver has ended.");
  }

  private synchronized void print(String line) {
    if (begun != 0) {
      // In the middle of a part's line.
      out.println();
    }
    out.println(LocalTime.now().format(TIME) + "  " + line);
  }
}
