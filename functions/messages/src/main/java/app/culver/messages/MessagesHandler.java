package app.culver.messages;

import app.culver.aws.connections.Undelivered;
import app.culver.aws.gateway.Frame;
import app.culver.aws.gateway.Gateway;
import app.culver.aws.gateway.HttpAnswer;
import app.culver.aws.gateway.HttpRequest;
import app.culver.aws.gateway.HttpRoutes;
import app.culver.aws.gateway.Invocation;
import app.culver.aws.gateway.SocketRoutes;
import app.culver.aws.json.Json;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Priming;
import app.culver.aws.wire.EventForms;
import app.culver.aws.wiring.Basis;
import app.culver.core.concurrent.Pending;
import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event;
import app.culver.core.delivery.EventEncoder;
import app.culver.core.delivery.Order;
import app.culver.core.delivery.Outcome;
import app.culver.core.delivery.Post;
import app.culver.core.device.Caller;
import app.culver.core.device.OwnDevice;
import app.culver.core.device.OwnPresence;
import app.culver.core.device.Presence;
import app.culver.core.push.PushRequest;
import app.culver.core.push.Wakeable;
import app.culver.core.receipt.ReceiptRequest;
import app.culver.core.send.SendRequest;
import app.culver.core.send.Sent;
import app.culver.core.signal.SignalRequest;
import app.culver.core.sync.SyncRequest;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages by socket and by HTTP. The frames {@code send}, {@code receipt} and {@code signal} have no route response, so
 * their answers are posted: the acknowledgement leaves beside the deliveries and not after them.
 */
public final class MessagesHandler implements RequestStreamHandler {
  private final Ports ports;
  private final Basis basis;
  private final Delivery delivery;
  private final EventEncoder events = new EventForms();
  private final byte[] replaced = events.encode(new Event.Replaced());
  private final Gateway gateway;
  private final Priming priming;

  public MessagesHandler() {
    this(Environment.ofProcess());
  }

  private MessagesHandler(Environment environment) {
    this(Ports.of(environment, new AwsClients(environment)));
  }

  MessagesHandler(Ports ports) {
    this.ports = ports;
    this.basis = ports.basis();
    this.delivery = basis.delivery();
    this.gateway = Gateway.of(
        new HttpRoutes().on("POST /v1/messages", this::sendByHttp).on("POST /v1/sync", this::syncByHttp),
        new SocketRoutes(basis.connections()).posting("send", this::send).answering("sync", this::sync)
            .quiet("receipt", this::receipt).quiet("signal", this::signal).answering("ping", this::ping)
            .refusingOthers());
    this.priming = Priming.register(ports::prime);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    gateway.handle(in, out, context);
  }

  private HttpAnswer sendByHttp(HttpRequest request) {
    Caller caller = basis.authentication().caller(request);
    SendRequest send = request.body(SendRequest.class);
    Sent sent = ports.sending(basis.devices()).send(caller, send);
    deliver(request.invocation(), posts(send, sent), sent,
        new Wakeable(caller, send.conversation(), sent.audience(), basis.clock().instant()));
    return HttpAnswer.ok(SentForm.of(Optional.empty(), sent, request.invocation().log().requestId()));
  }

  private HttpAnswer syncByHttp(HttpRequest request) {
    Caller caller = basis.authentication().caller(request);
    var synced = ports.syncing(basis.devices()).sync(caller, request.body(SyncRequest.class));
    return HttpAnswer.ok(SyncedForm.of(ports.logEpoch(), basis.clock().instant(), synced, caller.account()));
  }

  private void send(Frame frame) {
    SendRequest send = frame.payload(SendRequest.class);
    try (OwnPresence own = own(frame)) {
      Sent sent = ports.sending(own).send(frame.caller(), send);
      SentForm form = SentForm.of(Optional.of(send.conversation()), sent, frame.invocation().log().requestId());
      List<Post> posts = new ArrayList<>();
      posts.add(new Post(frame.caller().account(), frame.caller().device(), frame.connection(),
          List.of(Json.bytes(frame.answer("sent", form)))));
      posts.addAll(posts(send, sent));
      deliver(frame.invocation(), posts, sent,
          new Wakeable(frame.caller(), send.conversation(), sent.audience(), basis.clock().instant()));
    }
  }

  private ObjectNode sync(Frame frame) {
    SyncRequest request = frame.payload(SyncRequest.class);
    try (OwnPresence own = own(frame)) {
      var synced = ports.syncing(own).sync(frame.caller(), request);
      return frame.answer("synced",
          SyncedForm.of(ports.logEpoch(), basis.clock().instant(), synced, frame.caller().account()));
    }
  }

  private void receipt(Frame frame) {
    ReceiptRequest request = frame.payload(ReceiptRequest.class);
    try (OwnPresence own = own(frame)) {
      ports.receiving(own).receive(frame.caller(), request)
          .ifPresent(news -> deliver(frame.invocation(),
              Post.to(news.audience(), List.of(events.encode(news.event())))));
    }
  }

  private void signal(Frame frame) {
    SignalRequest request = frame.payload(SignalRequest.class);
    try (OwnPresence own = own(frame)) {
      var signal = ports.signalling(own).signal(frame.caller(), request);
      deliver(frame.invocation(), Post.to(signal.audience(), List.of(events.encode(signal.event()))));
    }
  }

  private record Ping() {}

  private record Pong(Instant time) {}

  private ObjectNode ping(Frame frame) {
    frame.payload(Ping.class);
    try (OwnPresence own = own(frame)) {
      OwnDevice.in(own.of(frame.caller().account()), frame.caller());
      return frame.answer("pong", new Pong(basis.clock().instant()));
    }
  }

  private OwnPresence own(Frame frame) {
    return new OwnPresence(basis.devices(), basis.presences(), frame.caller(),
        new Presence(frame.connection(), frame.connectedAt()), older -> delivery.replace(older, replaced));
  }

  private Outcome deliver(Invocation invocation, List<Post> posts) {
    Outcome outcome = delivery.deliver(posts);
    Undelivered.note(invocation.log(), outcome);
    return outcome;
  }

  /**
   * Beside the posts puts orders and asks for pushes to those who are away; behind them asks for pushes to those whose posts
   * did not get through.
   */
  private void deliver(Invocation invocation, List<Post> posts, Sent sent, Wakeable wakeable) {
    Pending<List<Order>> orders = Pending.start(() -> ports.orders().put(sent.orders()));
    Pending<List<PushRequest>> away = Pending.start(() -> ports.pushes().put(wakeable.away()));
    Outcome outcome = deliver(invocation, posts);
    Undelivered.noteUnasked(invocation.log(),
        ports.pushes().put(wakeable.missed(outcome.undelivered())).size() + away.get().size());
    int left = orders.get().size();
    if (left > 0) {
      // Those whom they are about are reached all the same, by what the log's stream tells.
      invocation.log().warn("orders that nobody took", null, "count", left);
    }
  }

  /** The new entries, each encoded once, for all who are connected. */
  private List<Post> posts(SendRequest send, Sent sent) {
    Map<Long, byte[]> frames = new HashMap<>();
    sent.accepted().forEach(
        entry -> frames.put(entry.seq(), events.encode(new Event.Appended(send.conversation(), entry))));
    return sent.audience().stream().flatMap(share -> Post.to(List.of(share.device()),
        share.messages().stream().map(entry -> frames.get(entry.seq())).toList()).stream()).toList();
  }
}
