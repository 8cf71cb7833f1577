package app.culver.client.wire;

import app.culver.client.Content;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one device of an account tells the newer ones, in notes to oneself; its own profile key goes beside it.
 *
 * @param people at most {@link #MOST_OF_EACH}
 * @param talks likewise
 */
public record KnownContent(List<Person> people, List<Talk> talks) {
  /** How many people, and how many conversations, one content names at most. */
  public static final int MOST_OF_EACH = 250;
  static final String KIND = "known";

  /** The newest profile key of another account. */
  public record Person(AccountId account, ProfileKey key) {}

  /**
   * What holds in a conversation.
   *
   * @param named what the group is called; empty if that is not known, and for direct conversations
   * @param lives how long messages live; empty if nobody ever said so
   */
  public record Talk(ConversationId conversation, Optional<Named> named, Optional<Lives> lives) {
    public boolean isEmpty() {
      return named.isEmpty() && lives.isEmpty();
    }

    /** The same, said by no later entry than this one. */
    public Talk upTo(long seq) {
      return new Talk(conversation, named.map(said -> new Named(said.title(), Math.min(said.seq(), seq))),
          lives.map(said -> new Lives(said.lifetime(), Math.min(said.seq(), seq))));
    }
  }

  /** @param seq of the entry that said so; 0 for one of an earlier log epoch */
  public record Named(Content.Titled title, long seq) {}

  /** @param lifetime empty for good @param seq of the entry that said so; 0 for one of an earlier log epoch */
  public record Lives(Optional<Duration> lifetime, long seq) {}

  public KnownContent {
    people = List.copyOf(people);
    talks = List.copyOf(talks);
  }

  /** As it is sent. */
  public Content.Known content() {
    return new Content.Known(Json.write(json()));
  }

  /** Reads what is sent. */
  public static KnownContent of(Content.Known content) {
    return read(Json.parse(content.said()));
  }

  /** @throws MalformedException if it is not as it should be */
  static KnownContent read(JsonNode json) {
    var people = list(json, "people", KnownContent::person);
    var talks = list(json, "conversations", KnownContent::talk);
    if (people.size() > MOST_OF_EACH || talks.size() > MOST_OF_EACH) {
      throw new MalformedException("it names too many");
    }
    return new KnownContent(people, talks);
  }

  private static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> reader) {
    return Json.has(json, name) ? Json.list(json, name, reader) : List.of();
  }

  private static Person person(JsonNode json) {
    return new Person(Json.as(json, "account", AccountId::new), new ProfileKey(Json.base64(json, "profileKey")));
  }

  /** Reads what holds in a conversation. @throws MalformedException if it is not as it should be */
  public static Talk talk(JsonNode json) {
    return new Talk(Json.as(json, "conversation", ConversationId::new),
        Json.has(json, "group") ? Optional.of(named(Json.child(json, "group"))) : Optional.empty(),
        Json.has(json, "lifetime") ? Optional.of(lives(Json.child(json, "lifetime"))) : Optional.empty());
  }

  private static Named named(JsonNode json) {
    return new Named(MessageContent.titled(json), seq(json));
  }

  private static Lives lives(JsonNode json) {
    return new Lives(WrittenContent.lifetime(json, "seconds"), seq(json));
  }

  private static long seq(JsonNode json) {
    var seq = Json.integer(json, "seq");
    if (seq < 0) {
      throw new MalformedException("\"seq\" is out of bounds");
    }
    return seq;
  }

  private ObjectNode json() {
    var json = Json.object().put("kind", KIND);
    if (!people.isEmpty()) {
      var array = json.putArray("people");
      people.forEach(person -> array.add(write(person)));
    }
    if (!talks.isEmpty()) {
      var array = json.putArray("conversations");
      talks.forEach(talk -> array.add(write(talk)));
    }
    return json;
  }

  /** Writes a person. */
  public static ObjectNode write(Person person) {
    return Json.object().put("account", person.account().value()).put("profileKey",
        Json.base64(person.key().expose()));
  }

  /** Writes what holds in a conversation. */
  public static ObjectNode write(Talk talk) {
    var json = Json.object().put("conversation", talk.conversation().value());
    talk.named().ifPresent(named -> {
      var group = json.putObject("group").put("title", named.title().title()).put("seq", named.seq());
      named.title().picture().ifPresent(picture -> group.set("picture", MessageContent.write(picture)));
    });
    talk.lives().ifPresent(lives -> {
      var written = json.putObject("lifetime").put("seq", lives.seq());
      lives.lifetime().ifPresent(life -> written.put("seconds", life.toSeconds()));
    });
    return json;
  }
}
