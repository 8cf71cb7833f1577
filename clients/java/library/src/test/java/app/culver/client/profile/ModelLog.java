package app.culver.client.profile;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.wire.Json;
import app.culver.client.wire.Synced;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A conversation's log as the model server has it. */
final class ModelLog {
  private static final int MOST_BEHIND = 256;

  final ConversationId id;
  final List<AccountId> members;
  /** Of a group: what each member may do, from which entry on, and up to which entry former ones read. */
  final Map<AccountId, String> roles = new HashMap<>();
  final Map<AccountId, Long> joined = new HashMap<>();
  final Map<AccountId, Long> left = new HashMap<>();
  long change = 1;
  final TreeMap<Long, ObjectNode> entries = new TreeMap<>();
  /** What was, or had to be, passed on. */
  final List<ObjectNode> signals = new ArrayList<>();
  boolean losesSignals;
  /** Whether each message is stored twice, as if the second attempt had not found the first. */
  boolean overlooks;
  /** Whether receipts are told to one's own devices alone, as in conversations of more than ten. */
  boolean receiptsAreOwn;
  long tail;
  private final ModelServer server;
  private final long createdAt;
  private final Map<DeviceId, Synced.Receipt> receipts = new HashMap<>();

  ModelLog(ModelServer server, ConversationId id, ModelDevice creator, List<AccountId> members, String signature) {
    this.server = server;
    this.id = id;
    this.members = members;
    this.createdAt = server.now().toEpochMilli();
    var membership = Json.object().put("type", "created").put("kind", "direct");
    var array = membership.putArray("members");
    members.forEach(member -> array.add(member.value()));
    append(creator, Json.object().put("kind", "membership").put("signature", signature)
        .<ObjectNode>set("membership", membership));
  }

  /** A group that begins. */
  ModelLog(ModelServer server, ConversationId id, ModelDevice creator, ObjectNode request) {
    this.server = server;
    this.id = id;
    this.members = new ArrayList<>();
    this.createdAt = server.now().toEpochMilli();
    var membership = Json.object().put("type", "created").put("kind", "group");
    membership.set("members", request.get("members"));
    join(request.get("members"), 1);
    var entry = append(creator, Json.object().put("kind", "membership").put("after", 0)
        .<ObjectNode>set("signature", request.get("signature")).set("membership", membership));
    tellAll(creator, event(entry));
  }

  private ObjectNode event(ObjectNode entry) {
    return Json.object().put("type", "entry").put("conversation", id.value()).set("entry", entry.deepCopy());
  }

  private void join(JsonNode added, long seq) {
    added.forEach(member -> {
      var account = new AccountId(member.get("account").asText());
      members.add(account);
      roles.put(account, member.get("role").asText());
      joined.put(account, seq);
      left.remove(account);
    });
  }

  private void go(AccountId account, long seq) {
    members.remove(account);
    roles.remove(account);
    left.put(account, seq);
  }

  /** Changes the members, or answers as the first time. */
  ObjectNode change(ModelDevice sender, ObjectNode request) {
    var known = entries.values().stream().filter(entry -> request.get("signature").equals(entry.get("signature")))
        .findFirst();
    if (known.isPresent()) {
      return Json.object().set("seq", known.get().get("seq"));
    }
    if (request.get("after").longValue() != change) {
      throw new ModelServer.Problem(409, "membership-changed").with("change", Json.object().numberNode(change));
    }
    var asked = request.get("change");
    var seq = tail + 1;
    Set<AccountId> told = new TreeSet<>(members);
    switch (asked.get("type").asText()) {
      case "added" -> join(asked.get("members"), seq);
      case "removed" -> asked.get("accounts").forEach(account -> go(new AccountId(account.asText()), seq));
      case "left" -> go(sender.account, seq);
      default -> roles.put(new AccountId(asked.get("account").asText()), asked.get("role").asText());
    }
    if (!members.isEmpty() && !roles.containsValue("owner")) {
      throw new AssertionError("a group without an owner");
    }
    change = seq;
    told.addAll(members);
    var entry = append(sender, Json.object().put("kind", "membership").put("after", request.get("after").longValue())
        .<ObjectNode>set("signature", request.get("signature")).set("membership", asked));
    told.forEach(account -> server.of(account).filter(device -> device != sender)
        .forEach(device -> device.tell(event(entry))));
    return Json.object().put("seq", seq);
  }

  ObjectNode listMembers() {
    var json = Json.object().put("change", change);
    var array = json.putArray("members");
    members.forEach(member -> array.addObject().put("account", member.value())
        .put("role", roles.getOrDefault(member, "member")).put("joined", joined.getOrDefault(member, 1L)));
    return json;
  }

  ObjectNode receipts() {
    var json = Json.object();
    var array = json.putArray("receipts");
    members.forEach(member -> array.add(write(of(member))));
    return json;
  }

  ObjectNode json() {
    var json = Json.object().put("conversation", id.value()).put("kind", roles.isEmpty() ? "direct" : "group")
        .put("change", change).put("createdAt",
            createdAt);
    var array = json.putArray("members");
    members.forEach(member -> array.addObject().put("account", member.value()).put("role",
        roles.getOrDefault(member, "member")));
    return json;
  }

  private ObjectNode append(ModelDevice sender, ObjectNode entry) {
    entry.put("seq", ++tail).put("time", server.now().toEpochMilli()).put("sender", sender.account.value())
        .put("device", sender.id.value()).put("change", change);
    entries.put(tail, entry);
    return entry;
  }

  ObjectNode send(ModelDevice sender, long since, JsonNode envelopes) {
    if (entries.containsKey(since) && tail - since > MOST_BEHIND) {
      throw new ModelServer.Problem(409, "sync-first").with("tail", Json.object().numberNode(tail));
    }
    var json = Json.object();
    var accepted = json.putArray("accepted");
    for (var envelope : envelopes) {
      try {
        var entry = accept(sender, entries.containsKey(since) ? since : tail, (ObjectNode) envelope);
        if (overlooks) {
          entry = forge(entry.deepCopy());
        }
        accepted.addObject().put("id", envelope.get("id").asText()).<ObjectNode>set("seq", entry.get("seq"))
            .set("time", entry.get("time"));
      } catch (ModelServer.Problem problem) {
        if (accepted.isEmpty()) {
          throw problem;
        }
        return json.set("stopped", problem.body);
      }
    }
    return json;
  }

  private ObjectNode accept(ModelDevice sender, long since, ObjectNode envelope) {
    for (var entry : entries.tailMap(since, true).values()) {
      if (entry.path("envelope").path("id").equals(envelope.get("id"))
          && entry.get("device").asText().equals(sender.id.value())) {
        if (!entry.get("envelope").equals(envelope)) {
          throw new ModelServer.Problem(409, "message-id-reused").with("seq", entry.get("seq"));
        }
        return entry;
      }
    }
    checkDevices(sender, envelope);
    var entry = append(sender, Json.object().put("kind", "message").<ObjectNode>set("envelope", envelope));
    tellAll(sender, event(entry));
    return entry;
  }

  private void checkDevices(ModelDevice sender, ObjectNode envelope) {
    Set<String> current = new TreeSet<>();
    members.forEach(member -> server.of(member).filter(device -> device != sender)
        .forEach(device -> current.add(member.value() + "/" + device.id.value())));
    Set<String> named = new TreeSet<>();
    envelope.get("recipients").forEach(recipient -> recipient.get("devices")
        .forEach(key -> named.add(recipient.get("account").asText() + "/" + key.get("device").asText())));
    if (!current.equals(named)) {
      throw new ModelServer.Problem(409, "stale-device-list").with("missing", difference(current, named))
          .with("extra", difference(named, current));
    }
  }

  private static JsonNode difference(Set<String> these, Set<String> those) {
    var array = Json.object().putArray("list");
    these.stream().filter(each -> !those.contains(each)).map(each -> each.split("/"))
        .forEach(each -> array.addObject().put("account", each[0]).put("device", each[1]));
    return array;
  }

  private void tellAll(ModelDevice but, ObjectNode frame) {
    members.forEach(member -> server.of(member).filter(device -> device != but)
        .forEach(device -> device.tell(frame.deepCopy())));
  }

  /** Fills in what follows a cursor. @return how many entries there are */
  int page(AccountId reader, long after, int room, ObjectNode json) {
    var end = left.getOrDefault(reader, tail);
    json.put("conversation", id.value()).put("tail", end);
    var list = json.putArray("entries");
    var from = Math.max(after, joined.getOrDefault(reader, 1L) - 1);
    var following = end <= from ? new TreeMap<Long, ObjectNode>() : entries.subMap(from, false, end, true);
    following.values().stream().limit(Math.max(0, room)).forEach(entry -> list.add(entry.deepCopy()));
    json.put("more", list.size() < following.size());
    var array = json.putArray("receipts");
    members.stream().filter(member -> !receiptsAreOwn || member.equals(reader))
        .forEach(member -> array.add(write(of(member))));
    return list.size();
  }

  void receipt(ModelDevice device, ObjectNode frame) {
    var before = receipts.getOrDefault(device.id, new Synced.Receipt(device.account, 0, 0));
    var level = of(device.account);
    var read = Math.max(before.read(), frame.path("read").asLong());
    var delivered = Math.max(read, Math.max(before.delivered(), frame.path("delivered").asLong()));
    if (delivered > tail) {
      throw new AssertionError("a receipt beyond the end of the log: " + frame);
    }
    receipts.put(device.id, new Synced.Receipt(device.account, delivered, read));
    if (!of(device.account).equals(level) && !receiptsAreOwn) {
      tellAll(device, write(of(device.account)).put("type", "receipt").put("conversation", id.value()).put("time",
          server.now().toEpochMilli()));
    }
  }

  /** Passes on what is not kept, to the devices that it names. */
  void signal(ModelDevice sender, JsonNode envelope) {
    var event = Json.object().put("type", "signal").put("conversation", id.value())
        .put("sender", sender.account.value())
        .put("device", sender.id.value()).put("time", server.now().toEpochMilli())
        .<ObjectNode>set("envelope", envelope);
    ContractSchemas.SHARED.check("event-signal", event);
    signals.add(event);
    if (losesSignals) {
      return;
    }
    var named = envelope.findValuesAsText("device");
    members.forEach(member -> server.of(member).filter(device -> device != sender && named.contains(device.id.value()))
        .forEach(device -> device.tell(event)));
  }

  private Synced.Receipt of(AccountId account) {
    return receipts.values().stream().filter(receipt -> receipt.account().equals(account))
        .reduce((one, other) -> new Synced.Receipt(account, Math.max(one.delivered(), other.delivered()),
            Math.max(one.read(), other.read())))
        .orElse(new Synced.Receipt(account, 0, 0));
  }

  private static ObjectNode write(Synced.Receipt receipt) {
    return Json.object().put("account", receipt.account().value()).put("delivered", receipt.delivered()).put("read",
        receipt.read());
  }

  /** The ids of the messages in the log, in order. */
  List<String> messages() {
    return entries.values().stream().map(entry -> entry.path("envelope").path("id")).map(JsonNode::asText)
        .filter(message -> !message.isEmpty()).toList();
  }

  /** A hostile server puts an entry of its own making into the log, and tells nobody. */
  ObjectNode forge(ObjectNode entry) {
    entries.put(++tail, entry.put("seq", tail));
    return entry;
  }

  /** A copy of the newest message. */
  ObjectNode newest() {
    return entries.lastEntry().getValue().deepCopy();
  }

  /** The net below every send brings the newest entry to a device whose receipt it lacks. */
  void repeat(ModelDevice device) {
    device.tell(event(newest()));
  }

  /** Entries up to here expire. */
  void expire(long upTo) {
    entries.headMap(upTo, true).clear();
  }

  /** An operator restores a backup: what came after this number is lost. */
  void restore(long upTo) {
    entries.tailMap(upTo, false).clear();
    tail = Optional.ofNullable(entries.isEmpty() ? null : entries.lastKey()).orElse(upTo);
    receipts.replaceAll((device, receipt) -> new Synced.Receipt(receipt.account(), Math.min(tail, receipt.delivered()),
        Math.min(tail, receipt.read())));
  }
}
