package app.culver.local.gateway;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The access log of a gateway. */
public final class LoggedLines implements GatewayListener {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  @Override
  public void accessLogged(String api, String line) {
    lines.add(line);
  }

  /** The next line; waits for it. */
  public String next() {
    try {
      var line = lines.poll(20, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("nothing was logged");
      }
      return line;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
