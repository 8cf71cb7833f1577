package app.culver.client.group;

import app.culver.client.Content.Titled;
import app.culver.client.crypto.GroupConversation;
import app.culver.client.crypto.MembershipChange.Created;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.Identifier;
import app.culver.client.session.Session;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.ChangeJson;
import app.culver.client.wire.Json;
import app.culver.client.wire.MessageContent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The groups that this device has begun to create: stored before they are asked for, until the answer has come. The log of
 * such a group may come first; whoever then asks for the same once more means that one.
 */
final class Creating {
  private static final String PREFIX = "creating/";
  /** Whoever asks for the same so much later wants another group. */
  private static final Duration MEANT = Duration.ofHours(1);

  private final Clock clock;
  private final Store store;
  private final Session session;
  private final SecureRandom random;

  Creating(Clock clock, Store store, Session session, SecureRandom random) {
    this.clock = clock;
    this.store = store;
    this.session = session;
    this.random = random;
  }

  /** A group to be created. @param request for the server, the same at every attempt */
  record Plan(ConversationId group, ObjectNode request) {}

  /** The plan for such a group: the one from before, if an attempt did not get through. */
  Plan plan(Titled title, Created created) {
    return store.keys(PREFIX).stream().map(key -> new ConversationId(key.substring(PREFIX.length())))
        .filter(group -> isFor(group, title, created))
        .map(group -> new Plan(group, (ObjectNode) store.get(key(group)).orElseThrow().get("request"))).findFirst()
        .orElseGet(() -> newPlan(title, created));
  }

  private boolean isFor(ConversationId group, Titled title, Created created) {
    var json = store.get(key(group)).orElseThrow();
    return isMeant(json) && title(json).equals(title)
        && ChangeJson.members(json.get("request")).equals(created.members());
  }

  private boolean isMeant(ObjectNode json) {
    return !Json.has(json, "begun") || Json.time(json, "begun").plus(MEANT).isAfter(clock.instant());
  }

  private Plan newPlan(Titled title, Created created) {
    var nonce = new byte[Identifier.BYTES];
    random.nextBytes(nonce);
    var group = GroupConversation.id(session.required().account(), nonce);
    var request = ChangeJson.members(Json.object().put("nonce", Identifier.write(nonce)), created.members())
        .put("signature", Json.base64(GroupConversation.sign(session.keys(), group, 0, created)));
    var json = Json.object().put("title", title.title());
    title.picture().ifPresent(picture -> json.set("picture", MessageContent.write(picture)));
    json.set("request", request);
    store.write(new Batch().put(key(group), json));
    return new Plan(group, request);
  }

  /** Whoever asked for it has their answer. */
  void answered(ConversationId group) {
    store.write(new Batch().remove(key(group)));
  }

  /** What a group is to be called that has begun; empty if this device did not create it, or was told before. */
  Optional<Titled> begun(ConversationId group, Batch batch) {
    var planned = store.get(key(group)).filter(json -> !Json.has(json, "begun"));
    planned.ifPresent(json -> batch.put(key(group), json.deepCopy().put("begun", clock.instant().toEpochMilli())));
    return planned.map(Creating::title);
  }

  private static Titled title(ObjectNode json) {
    return new Titled(Json.text(json, "title"), Optional.ofNullable(json.get("picture")).map(MessageContent::picture));
  }

  private static String key(ConversationId group) {
    return PREFIX + group.value();
  }
}
