package app.culver.local.screen;

import app.culver.local.fcm.FcmStub.Push;
import app.culver.local.function.FunctionListener;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.GatewayListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Tells a screen what passes. What people wrote, and their tokens, it does not tell. */
public final class Watching implements FunctionListener, GatewayListener {
  private static final int TOLD_OF_A_TOKEN = 12;

  private final Screen screen;

  public Watching(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void startFailed(String function, String message, Throwable cause) {
    screen.function(function, "could not start: " + message + (cause == null ? "" : " (" + cause + ")"));
  }

  @Override
  public void reloaded(String function) {
    screen.function(function, "runs the zip that was built just now");
  }

  @Override
  public void ended(Run run, Invocation outcome, Duration took) {
    var failure = outcome instanceof Invocation.Failed failed
        ? Optional.of(failed.type() + ": " + failed.message())
        : Optional.<String>empty();
    screen.invoked(run.function(), run.requestId(), took, failure);
  }

  @Override
  public void printed(String function, String instance, String line) {
    screen.printed(function, line);
  }

  /** A function has sent a push. */
  public void pushed(Push push) {
    var target = push.target();
    screen.pushed(target.substring(0, Math.min(TOLD_OF_A_TOKEN, target.length())));
  }

  @Override
  public void httpAnswered(String route, String method, String path, int status, int bytesIn, int bytesOut) {
    screen.answered(method, path, route, status);
  }

  @Override
  public void accessLogged(String api, String line) {
    screen.logged(api, line);
  }

  @Override
  public void socketOpened(String connection) {
    screen.socket("opened", connection, "");
  }

  @Override
  public void socketRefused(int status) {
    screen.socket("refused", "", Integer.toString(status));
  }

  @Override
  public void socketClosed(String connection, int status) {
    screen.socket("closed", connection, Integer.toString(status));
  }

  @Override
  public void messageReceived(String connection, String route, String text) {
    screen.socket("received", connection, (route.isEmpty() ? "no route" : route) + ", " + bytes(text));
  }

  @Override
  public void messageSent(String connection, Origin origin, String text) {
    screen.socket("sent", connection, origin + ", " + bytes(text));
  }

  private static String bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + " bytes";
  }
}
