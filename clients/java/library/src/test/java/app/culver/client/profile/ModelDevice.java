package app.culver.client.profile;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A device as the model server has it. */
final class ModelDevice {
  final AccountId account;
  final DeviceId id;
  final String signingKey;
  final String sealingKey;
  private final Instant addedAt;
  JsonNode name;
  Optional<ObjectNode> push = Optional.empty();
  long session;
  long presented = -1;
  /** Takes frames of the server; empty while there is no socket. */
  private Optional<Consumer<String>> socket = Optional.empty();
  private Runnable close = () -> {};

  ModelDevice(AccountId account, DeviceId id, String signingKey, String sealingKey, Instant addedAt) {
    this.account = account;
    this.id = id;
    this.signingKey = signingKey;
    this.sealingKey = sealingKey;
    this.addedAt = addedAt;
  }

  ObjectNode json() {
    return Json.object().put("device", id.value()).put("signingKey", signingKey).put("sealingKey", sealingKey)
        .put("addedAt", addedAt.toEpochMilli());
  }

  /** A socket has said hello; the one before it is told so. */
  void present(Consumer<String> frames, Runnable closing) {
    if (socket.filter(former -> former != frames).isPresent()) {
      tell(Json.object().put("type", "replaced"));
      closeSocket();
    }
    socket = Optional.of(frames);
    close = closing;
  }

  void gone(Consumer<String> frames) {
    if (socket.filter(now -> now == frames).isPresent()) {
      socket = Optional.empty();
    }
  }

  void tell(ObjectNode frame) {
    socket.ifPresent(open -> open.accept(Json.write(frame)));
  }

  void closeSocket() {
    socket = Optional.empty();
    close.run();
  }
}
