package app.culver.client.profile;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.loop.Loop;
import app.culver.client.outbox.Carrier;
import app.culver.client.session.Api;
import app.culver.client.session.Session;
import app.culver.client.socket.Socket;
import app.culver.client.transport.Answers;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.Sent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends by the socket while it is open, and by HTTP otherwise or when the frame would be too large. */
final class SocketOrHttp implements Carrier {
  /** What API Gateway takes (32 KiB), less room for the members that make a frame of a request. */
  private static final int MOST_FRAME_BYTES = 32 * 1024 - 128;

  private final Loop loop;
  private final Socket socket;
  private final Api api;
  private final Session session;

  SocketOrHttp(Loop loop, Socket socket, Api api, Session session) {
    this.loop = loop;
    this.socket = socket;
    this.api = api;
    this.session = session;
  }

  @Override
  public CompletableFuture<Sent> send(ObjectNode request) {
    if (!socket.isConnected() || Json.bytes(request).length > MOST_FRAME_BYTES) {
      return api.once("POST", "/v1/messages", Optional.of(request), Sent::read);
    }
    var result = new CompletableFuture<Sent>();
    var asked = session.generation();
    loop.when(socket.ask("send", request), answer -> {
      try {
        result.complete(Sent.read(answer));
      } catch (MalformedException fault) {
        result.completeExceptionally(Answers.senseless(fault));
      }
    }, failure -> {
      if (failure instanceof CulverException.Refused refused
          && refused.problem() instanceof Problem.SessionEnded ended) {
        session.end(asked, ended.detail());
      } else if (failure instanceof CulverException.Unreachable) {
        // Nothing tells a lost frame from a lost connection but another frame.
        socket.ping();
      }
      result.completeExceptionally(failure);
    });
    return result;
  }
}
