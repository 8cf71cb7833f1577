package app.culver.client.profile;

import app.culver.client.CulverException;
import app.culver.client.socket.Dialer;
import app.culver.client.transport.Http;
import app.culver.client.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The way between clients and the model server: slow, and as unreliable as the faults say. */
final class FlakyNetwork implements Http {
  private static final Duration TIME_OUT = Duration.ofSeconds(35);
  private static final String GATEWAY_ERROR = "{\"message\":\"Internal server error\",\"connectionId\":\"c\",\"requestId\":\"g\"}";

  private final Simulation simulation;
  private final ModelServer server;
  private final List<Connection> connections = new ArrayList<>();
  Faults faults = Faults.NONE;
  /** The requests that are carried out although their callers do not hear of it. */
  Predicate<Request> lost = request -> false;
  /** The frames that are not carried out, which the gateway says as well as it can. */
  Predicate<String> dying = frame -> false;
  /** The frames that are carried out and not answered. */
  Predicate<String> unanswered = frame -> false;

  FlakyNetwork(Simulation simulation, ModelServer server) {
    this.simulation = simulation;
    this.server = server;
  }

  @Override
  public CompletableFuture<Answer> call(Request request) {
    var future = new CompletableFuture<Answer>();
    simulation.at(simulation.upTo(80), () -> {
      if (simulation.chance(faults.request())) {
        fail(future);
        return;
      }
      if (simulation.chance(faults.request() / 4)) {
        future.complete(new Answer(503, new byte[0], Optional.of(1L), Optional.empty()));
        return;
      }
      if (simulation.chance(faults.request() / 4)) {
        server.answer(request);
      }
      var answer = server.answer(request);
      if (lost.test(request) || simulation.chance(faults.request())) {
        fail(future);
      } else {
        simulation.at(simulation.upTo(80), () -> future.complete(answer));
      }
    });
    return future;
  }

  private void fail(CompletableFuture<Answer> future) {
    simulation.at(simulation.chance(0.5) ? Duration.ZERO : TIME_OUT,
        () -> future.completeExceptionally(new CulverException.Unreachable("lost", null)));
  }

  /** Ends every connection, as API Gateway does after two hours: events that were lost are made up for. */
  void endConnections() {
    List.copyOf(connections).forEach(Connection::lose);
  }

  /** Connections of one process. */
  Dialer dialer() {
    return Connection::new;
  }

  /** A socket. Frames are handled side by side, as API Gateway does. */
  private final class Connection implements Dialer.Line {
    private final Dialer.Callbacks callbacks;
    /** One and the same object: the server knows the connection by it. */
    private final Consumer<String> toClient = this::toClient;
    private Optional<ModelDevice> device = Optional.empty();
    private boolean open;

    Connection(String token, Dialer.Callbacks callbacks) {
      this.callbacks = callbacks;
      simulation.at(simulation.upTo(150), () -> {
        if (simulation.chance(faults.request())) {
          callbacks.ended(OptionalInt.empty(), "no network");
          return;
        }
        try {
          device = Optional.of(server.caller(token));
          open = true;
          connections.add(this);
          callbacks.opened();
        } catch (ModelServer.Problem refused) {
          callbacks.ended(OptionalInt.of(401), "refused");
        }
      });
    }

    @Override
    public boolean send(String text) {
      simulation.at(simulation.upTo(120), () -> handle(text));
      return open;
    }

    private void handle(String text) {
      if (!open || simulation.chance(faults.request() / 2)) {
        return;
      }
      if (simulation.chance(faults.disconnect())) {
        lose();
        return;
      }
      if (text.contains("\"action\":\"hello\"") && server.devices.get(device.get().id) == device.get()) {
        device.get().present(toClient, () -> simulation.at(Duration.ofMillis(60), this::lose));
      }
      if (dying.test(text)) {
        simulation.at(simulation.upTo(120), () -> callbacks(GATEWAY_ERROR));
        return;
      }
      var dies = faults.death() > 0 && simulation.chance(faults.death());
      if (dies) {
        simulation.at(simulation.upTo(120), () -> callbacks(GATEWAY_ERROR));
        if (simulation.chance(0.5)) {
          return;
        }
      }
      server.frame(device.get(), text).ifPresent(answer -> {
        if (!dies && !unanswered.test(text) && !simulation.chance(faults.answer())) {
          simulation.at(simulation.upTo(120), () -> callbacks(Json.write(answer)));
        }
      });
    }

    private void toClient(String text) {
      var copies = simulation.chance(faults.event()) ? simulation.random().nextInt(3) : 1;
      for (var i = 0; i < copies; i++) {
        simulation.at(simulation.upTo(faults.event() > 0 ? 2_000 : 50), () -> callbacks(text));
      }
    }

    private void callbacks(String text) {
      if (open) {
        callbacks.text(text);
      }
    }

    private void lose() {
      if (open) {
        open = false;
        device.ifPresent(known -> known.gone(toClient));
        callbacks.ended(OptionalInt.empty(), "lost");
      }
    }

    @Override
    public void close() {
      open = false;
      // The server may never hear of it.
      if (simulation.chance(0.7)) {
        device.ifPresent(known -> known.gone(toClient));
      }
    }
  }
}
