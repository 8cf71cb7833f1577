package app.culver.local.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private volatile String failure = "none";
  private final BlockingQueue<Callback> held = new LinkedBlockingQueue<>();
  private final Outbox outbox = new Outbox(session());

  @Test
  void whatIsSentGoesOut() throws InterruptedException {
    assertThat(outbox.send("a")).isTrue();

    assertThat(call()).isEqualTo("sendPartialText a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"thrown", "reported"})
  void aSessionThatFailsIsDroppedAndTheNextMessageIsTriedAgain(String how) throws InterruptedException {
    failure = how;
    outbox.send("a");
    assertThat(call()).isEqualTo("sendPartialText a");
    assertThat(call()).isEqualTo("disconnect");
    failure = "none";

    outbox.send("b");

    assertThat(call()).isEqualTo("sendPartialText b");
  }

  @Test
  void theEndComesBehindWhatWaits() throws InterruptedException {
    failure = "held";
    outbox.send("a");
    assertThat(call()).isEqualTo("sendPartialText a");
    outbox.send("b");

    outbox.afterwards(() -> calls.add("end"));

    assertThat(calls).isEmpty();
    failure = "none";
    held.poll(20, TimeUnit.SECONDS).succeed();
    assertThat(call()).isEqualTo("sendPartialText b");
    assertThat(call()).isEqualTo("end");
  }

  @Test
  void theEndComesAtOnceIfNothingWaits() {
    outbox.afterwards(() -> calls.add("end"));

    assertThat(calls).containsExactly("end");
  }

  private String call() throws InterruptedException {
    return calls.poll(20, TimeUnit.SECONDS);
  }

  /** As Jetty's: it throws at once, or tells the callback, or has sent it. */
  private Session session() {
    return (Session) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[]{Session.class},
        (_, method, arguments) -> {
          if (method.getName().equals("isOpen")) {
            return true;
          }
          if (method.getName().equals("disconnect")) {
            calls.add("disconnect");
            return null;
          }
          var how = failure;
          calls.add(method.getName() + " " + arguments[0]);
          switch (how) {
            case "thrown" -> throw new IllegalStateException("it does not go out");
            case "held" -> held.add((Callback) arguments[2]);
            case "reported" -> ((Callback) arguments[2]).fail(new IOException("it does not go out"));
            default -> ((Callback) arguments[2]).succeed();
          }
          return null;
        });
  }
}
