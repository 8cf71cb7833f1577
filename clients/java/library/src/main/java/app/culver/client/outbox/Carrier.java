package app.culver.client.outbox;

import app.culver.client.wire.Sent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** Takes a send to the server once, by whichever way is open. The future fails if it is not known to have arrived. */
@FunctionalInterface
public interface Carrier {
  CompletableFuture<Sent> send(ObjectNode request);
}
