package app.culver.client.profile;

import app.culver.client.crypto.DirectConversation;
import app.culver.client.crypto.GroupConversation;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.transport.Http;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The server as the contract describes it, in memory: sessions, directory, conversations. What concerns a log is a
 * {@link ModelLog}'s. Whatever a client may not do fails the test.
 */
final class ModelServer {
  final Map<DeviceId, ModelDevice> devices = new LinkedHashMap<>();
  final Map<ConversationId, ModelLog> logs = new LinkedHashMap<>();
  private final Map<String, AccountId> accounts = new LinkedHashMap<>();
  private final Map<AccountId, ObjectNode> profiles = new LinkedHashMap<>();
  private final Supplier<Instant> clock;
  private final Random random;
  private final ContractSchemas schemas = ContractSchemas.SHARED;
  Duration access = Duration.ofMinutes(15);
  long epoch = 1;
  int renewals;
  /** What each device told by receipts: up to where delivered and read, a dash for nothing. */
  final Map<DeviceId, List<String>> receipts = new LinkedHashMap<>();
  /** How often somebody asked for an account's names. */
  int looks;

  ModelServer(Supplier<Instant> clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  /** A refusal. */
  static final class Problem extends RuntimeException {
    final ObjectNode body;

    Problem(int status, String name) {
      super(name, null, false, false);
      body = Json.object().put("type", "urn:culver:problem:" + name).put("title", name).put("status", status)
          .put("detail", "Refused: " + name + ".").put("requestId", "model");
    }

    Problem with(String name, JsonNode value) {
      body.set(name, value);
      return this;
    }
  }

  Instant now() {
    return clock.get();
  }

  Http.Answer answer(Http.Request request) {
    try {
      var body = request.body().map(Json::parse);
      var answer = route(request.method(), URI.create(request.url()), body, request.token());
      return new Http.Answer(answer.isPresent() ? 200 : 204, answer.map(Json::bytes).orElse(new byte[0]),
          Optional.empty(), Optional.of(now()));
    } catch (Problem problem) {
      return new Http.Answer(problem.body.get("status").intValue(), Json.bytes(problem.body), Optional.empty(),
          Optional.of(now()));
    }
  }

  private Optional<JsonNode> route(String method, URI url, Optional<ObjectNode> body, Optional<String> token) {
    var path = url.getPath();
    if (path.equals("/v1/sessions")) {
      schemas.check("sign-in-request", body.orElseThrow());
      return Optional.of(signIn(body.get()));
    }
    if (path.equals("/v1/sessions/refresh")) {
      schemas.check("refresh-request", body.orElseThrow());
      return Optional.of(refresh(body.get().get("refreshToken").asText()));
    }
    var device = caller(token.orElse(""));
    return switch (method + " " + path) {
      case "DELETE /v1/sessions/current" -> {
        remove(device.id);
        yield Optional.empty();
      }
      case "POST /v1/directory" -> {
        schemas.check("directory-request", body.orElseThrow());
        yield Optional.of(directory(body.get()));
      }
      case "GET /v1/devices" -> Optional.of(ownDevices(device));
      case "GET /v1/account" -> {
        var json = Json.object().put("account", device.account.value()).put("createdAt", 1);
        yield Optional.of(profiles.containsKey(device.account) ? json.setAll(profiles.get(device.account)) : json);
      }
      case "PUT /v1/account/profile" -> {
        schemas.check("profile-request", body.orElseThrow());
        profiles.put(device.account, body.get());
        yield Optional.empty();
      }
      case "GET /v1/conversations" -> Optional.of(conversations(device, url.getQuery()));
      case "POST /v1/conversations" -> {
        schemas.check("conversation-request", body.orElseThrow());
        yield Optional.of(begin(device, body.get()));
      }
      case "POST /v1/groups" -> {
        schemas.check("group-request", body.orElseThrow());
        yield Optional.of(beginGroup(device, body.get()));
      }
      case "GET /v1/blocks" -> {
        var json = Json.object();
        json.putArray("blocks");
        yield Optional.of(json);
      }
      case "POST /v1/sync" -> {
        schemas.check("sync-request", body.orElseThrow());
        yield Optional.of(sync(device, body.get()));
      }
      case "POST /v1/messages" -> {
        schemas.check("send-request", body.orElseThrow());
        yield Optional.of(send(device, body.get()));
      }
      default -> other(method, path, body, device);
    };
  }

  private Optional<JsonNode> other(String method, String path, Optional<ObjectNode> body, ModelDevice device) {
    if (method.equals("PUT") && path.matches("/v1/devices/[^/]+/name")) {
      schemas.check("device-name-request", body.orElseThrow());
      devices.get(new DeviceId(path.split("/")[3])).name = body.get().get("name");
      return Optional.empty();
    }
    if (path.equals("/v1/devices/current/push-token") && method.matches("PUT|DELETE")) {
      body.ifPresent(request -> schemas.check("push-token-request", request));
      device.push = body.filter(request -> method.equals("PUT"));
      return Optional.empty();
    }
    if (method.equals("DELETE") && path.startsWith("/v1/devices/")) {
      remove(new DeviceId(path.split("/")[3]));
      return Optional.empty();
    }
    if (method.equals("GET") && path.startsWith("/v1/accounts/")) {
      looks++;
      var json = Json.object().put("account", path.split("/")[3]);
      Optional.ofNullable(profiles.get(new AccountId(path.split("/")[3]))).ifPresent(json::setAll);
      return Optional.of(json);
    }
    if (path.startsWith("/v1/conversations/")) {
      var log = log(device, path.split("/")[3], "/conversation");
      if (method.equals("POST") && path.endsWith("/changes")) {
        schemas.check("change-request", body.orElseThrow());
        return Optional.of(log.change(device, body.get()));
      }
      return Optional.of(path.endsWith("/members")
          ? log.listMembers()
          : path.endsWith("/receipts") ? log.receipts() : log.json());
    }
    throw new AssertionError("the contract has no " + method + " " + path);
  }

  private ObjectNode signIn(ObjectNode body) {
    var phone = body.get("idToken").asText();
    var newAccount = !accounts.containsKey(phone);
    var account = accounts.computeIfAbsent(phone, absent -> AccountId.of(bytes()));
    var key = body.path("device").path("signingKey").asText();
    var known = devices.values().stream()
        .filter(device -> device.account.equals(account) && device.signingKey.equals(key)).findFirst();
    var device = known.orElseGet(() -> new ModelDevice(account, DeviceId.of(bytes()), key,
        body.path("device").path("sealingKey").asText(), now()));
    devices.put(device.id, device);
    device.session++;
    device.presented = -1;
    if (known.isEmpty()) {
      devices.values().stream().filter(other -> other.account.equals(account) && other != device)
          .forEach(other -> other.tell(Json.object().put("type", "devices").put("account", account.value())));
    }
    return tokens(device, 0).put("account", account.value()).put("device", device.id.value())
        .put("newAccount", newAccount).put("newDevice", known.isEmpty());
  }

  private ObjectNode refresh(String token) {
    renewals++;
    var parts = token.split("_");
    var device = devices.get(DeviceId.of(HexFormat.of().parseHex(parts[1])));
    var number = Long.parseLong(parts[3]);
    if (device == null || device.session != Long.parseLong(parts[2])) {
      throw new Problem(401, "refresh-refused");
    }
    if (number != device.presented && number != device.presented + 1) {
      throw new AssertionError("a spent refresh token was used: " + number + " after " + device.presented);
    }
    device.presented = number;
    return tokens(device, number + 1);
  }

  private ObjectNode tokens(ModelDevice device, long refresh) {
    var end = now().plus(access).toEpochMilli();
    return Json.object().put("accessToken", "a_" + written(device) + "_" + device.session + "_" + end)
        .put("accessTokenExpiresAt", end)
        .put("refreshToken", "r_" + written(device) + "_" + device.session + "_" + refresh)
        .put("refreshTokenExpiresAt", now().plus(Duration.ofDays(30)).toEpochMilli());
  }

  private static String written(ModelDevice device) {
    return HexFormat.of().formatHex(device.id.bytes());
  }

  ModelDevice caller(String token) {
    var parts = token.split("_");
    if (parts.length != 4 || now().toEpochMilli() >= Long.parseLong(parts[3])) {
      throw new Problem(401, "unauthenticated");
    }
    var device = devices.get(DeviceId.of(HexFormat.of().parseHex(parts[1])));
    if (device == null || device.session != Long.parseLong(parts[2])) {
      throw new Problem(401, "session-ended");
    }
    return device;
  }

  void remove(DeviceId id) {
    var device = devices.remove(id);
    if (device != null) {
      device.closeSocket();
    }
  }

  private ObjectNode directory(ObjectNode body) {
    var json = Json.object();
    var array = json.putArray("accounts");
    for (var each : body.get("accounts")) {
      var account = new AccountId(each.asText());
      if (accounts.containsValue(account)) {
        var list = array.addObject().put("account", account.value()).putArray("devices");
        of(account).forEach(device -> list.add(device.json()));
      }
    }
    return json;
  }

  Stream<ModelDevice> of(AccountId account) {
    return devices.values().stream().filter(device -> device.account.equals(account));
  }

  private ObjectNode ownDevices(ModelDevice caller) {
    var json = Json.object();
    var list = json.putArray("devices");
    of(caller.account).forEach(device -> {
      var each = device.json().put("current", device == caller);
      Optional.ofNullable(device.name).ifPresent(name -> each.set("name", name));
      list.add(each);
    });
    return json;
  }

  private ObjectNode conversations(ModelDevice device, String query) {
    var json = Json.object();
    var mine = logs.values().stream().filter(log -> log.members.contains(device.account)).toList();
    var from = query.contains("after=p") ? Integer.parseInt(query.replaceAll(".*after=p", "")) : 0;
    var array = json.putArray("conversations");
    var ids = query.contains("only=ids") ? json.putArray("ids") : null;
    // Pages of one: shorter than asked for, as they may be.
    mine.stream().skip(from).limit(1).forEach(log -> {
      if (ids == null) {
        array.add(log.json());
      } else {
        ids.add(log.id.value());
      }
    });
    return mine.size() > from + 1 ? json.put("next", "p" + (from + 1)) : json;
  }

  private ObjectNode begin(ModelDevice device, ObjectNode body) {
    var other = new AccountId(body.get("member").asText());
    if (!accounts.containsValue(other)) {
      throw new Problem(404, "not-found");
    }
    var id = DirectConversation.id(device.account, other);
    return logs.computeIfAbsent(id, absent -> new ModelLog(this, id, device,
        Stream.of(device.account, other).distinct().sorted().toList(), body.get("signature").asText())).json();
  }

  private ObjectNode beginGroup(ModelDevice device, ObjectNode body) {
    var id = GroupConversation.id(device.account, new MessageId(body.get("nonce").asText()).bytes());
    return logs.computeIfAbsent(id, absent -> new ModelLog(this, id, device, body)).json();
  }

  private ModelLog log(ModelDevice device, String id, String pointer) {
    var log = logs.get(new ConversationId(id));
    if (log == null || !log.members.contains(device.account)) {
      throw new Problem(404, "not-found").with("pointer", Json.object().textNode(pointer));
    }
    return log;
  }

  ObjectNode sync(ModelDevice device, ObjectNode body) {
    var json = Json.object().put("logEpoch", epoch).put("time", now().toEpochMilli());
    var array = json.putArray("conversations");
    var room = 7;
    var index = 0;
    for (var cursor : body.get("cursors")) {
      var id = cursor.get("conversation").asText();
      var former = Optional.ofNullable(logs.get(new ConversationId(id)))
          .filter(log -> log.left.containsKey(device.account));
      var pointer = "/cursors/" + index++ + "/conversation";
      var log = former.orElseGet(() -> log(device, id, pointer));
      var page = array.addObject();
      room -= log.page(device.account, cursor.get("after").longValue(), room, page);
      if (cursor.has("receipts") && page.get("entries").isEmpty() && !page.get("more").booleanValue()) {
        page.putArray("receipts");
      }
    }
    return json;
  }

  ObjectNode send(ModelDevice device, ObjectNode body) {
    return log(device, body.get("conversation").asText(), "/conversation").send(device, body.get("since").longValue(),
        body.get("envelopes"));
  }

  /** Handles a frame. @return the answer, if it has one */
  Optional<ObjectNode> frame(ModelDevice device, String text) {
    var frame = Json.parse(text);
    var action = frame.get("action").asText();
    schemas.check("frame-" + action, frame);
    var request = frame.deepCopy().without(java.util.List.of("action", "requestId"));
    try {
      if (devices.get(device.id) != device) {
        throw new Problem(401, "session-ended");
      }
      Optional<ObjectNode> answer = switch (action) {
        case "hello" -> Optional.of(Json.object().put("type", "hello").put("logEpoch", epoch));
        case "ping" -> Optional.of(Json.object().put("type", "pong"));
        case "send" -> {
          var sent = send(device, (ObjectNode) request);
          yield Optional.of(sent.put("type", "sent").set("conversation", frame.get("conversation")));
        }
        case "receipt" -> {
          receipts.computeIfAbsent(device.id, absent -> new ArrayList<>())
              .add(frame.path("delivered").asText("-") + " " + frame.path("read").asText("-"));
          log(device, frame.get("conversation").asText(), "/conversation").receipt(device, frame);
          yield Optional.empty();
        }
        case "signal" -> {
          log(device, frame.get("conversation").asText(), "/conversation").signal(device, frame.get("envelope"));
          yield Optional.empty();
        }
        default -> throw new AssertionError("not expected: " + action);
      };
      return answer.map(json -> json.put("time", now().toEpochMilli()).set("requestId", frame.get("requestId")));
    } catch (Problem problem) {
      var error = Json.object().put("type", "error").<ObjectNode>set("requestId", frame.get("requestId"));
      return Optional.of(error.set("problem", problem.body));
    }
  }

  private byte[] bytes() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return bytes;
  }

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
