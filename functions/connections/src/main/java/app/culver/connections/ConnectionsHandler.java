package app.culver.connections;

import app.culver.aws.connections.ManagementApi;
import app.culver.aws.dynamo.DynamoPresences;
import app.culver.aws.gateway.Frame;
import app.culver.aws.gateway.Gateway;
import app.culver.aws.gateway.SocketAnswer;
import app.culver.aws.gateway.SocketRequest;
import app.culver.aws.gateway.SocketRoutes;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.runtime.Priming;
import app.culver.aws.wire.EventForms;
import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event;
import app.culver.core.delivery.LiveConnections;
import app.culver.core.device.Presence;
import app.culver.core.device.Presences;
import app.culver.core.device.Presences.Claim;
import app.culver.core.refusal.Refusal.SessionEnded;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A socket's life. Presence is written by the client's first frame, {@code hello}, since a post before {@code $connect}
 * has returned would fail; {@code $disconnect} may never come.
 */
public final class ConnectionsHandler implements RequestStreamHandler {
  private final Presences presences;
  private final Delivery delivery;
  private final InstantSource clock;
  private final int logEpoch;
  private final byte[] replaced = new EventForms().encode(new Event.Replaced());
  private final Gateway gateway;
  private final Priming priming;

  public ConnectionsHandler() {
    this(Environment.ofProcess());
  }

  private ConnectionsHandler(Environment environment) {
    AwsClients clients = new AwsClients(environment);
    this(new DynamoPresences(clients.dynamoDb(), environment.required("ACCOUNTS_TABLE"), Clocks.clock()),
        new ManagementApi(clients.connections()), Clocks.clock(), environment.positive("LOG_EPOCH", 1));
  }

  ConnectionsHandler(Presences presences, LiveConnections connections, InstantSource clock, int logEpoch) {
    this.presences = presences;
    this.delivery = new Delivery(connections, presences, Delivery.Limits.USUAL);
    this.clock = clock;
    this.logEpoch = logEpoch;
    this.gateway = Gateway.of(new SocketRoutes(connections).lifecycle("$connect", this::connect)
        .answering("hello", this::hello).lifecycle("$disconnect", this::disconnect));
    this.priming = Priming.register(() -> {
      presences.clear(Nobody.ACCOUNT, Nobody.DEVICE,
          Nobody.CONNECTION);
      connections.post(Nobody.CONNECTION, new byte[]{'{', '}'});
    });
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    gateway.handle(in, out, context);
  }

  /** A browser gives up unless one of the subprotocols that it offered comes back. */
  private SocketAnswer connect(SocketRequest request) {
    boolean offered = request.header(Offer.SUBPROTOCOLS).stream().flatMap(line -> Stream.of(line.split(",")))
        .anyMatch(subprotocol -> subprotocol.strip().equals(Offer.SUBPROTOCOL));
    return new SocketAnswer(200, offered ? Map.of(Offer.SUBPROTOCOLS, Offer.SUBPROTOCOL) : Map.of());
  }

  private record Hello() {}

  private record Welcome(Instant time, int logEpoch) {}

  private ObjectNode hello(Frame frame) {
    frame.payload(Hello.class);
    switch (presences.claim(frame.caller(), new Presence(frame.connection(), frame.connectedAt()))) {
      case Claim.Held(var before) -> before.ifPresent(older -> delivery.replace(older, replaced));
      // The answer finds nobody any more.
      case Claim.Superseded() -> delivery.replace(frame.connection(), replaced);
      case Claim.Ended() -> throw new SessionEnded().exception();
    }
    return frame.answer("hello", new Welcome(clock.instant(), logEpoch));
  }

  private SocketAnswer disconnect(SocketRequest request) {
    presences.clear(request.caller().account(), request.caller().device(), request.connection());
    return new SocketAnswer(200, Map.of());
  }
}
