package app.culver.client.sync;

import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.Problem;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.history.History;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.loop.Loop;
import app.culver.client.membership.Roster;
import app.culver.client.membership.Standing;
import app.culver.client.session.Api;
import app.culver.client.session.Session;
import app.culver.client.wire.ChangeJson;
import app.culver.client.wire.ConversationRecord;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Learns of conversations, and begins direct ones. The members of a direct conversation need not be believed: its
 * identifier is derived from them.
 */
public final class Conversations {
  private static final String PATH = "/v1/conversations";
  /** From here on it is fewer calls to list all of them. */
  private static final int MOST_READ_ALONE = 4;

  private final Loop loop;
  private final Api api;
  private final Session session;
  private final History history;
  private final Consumer<ConversationId> added;
  private final Consumer<Event> events;
  private final Set<ConversationId> unreadable = new HashSet<>();

  /** @param added hears of each conversation that was not known before */
  public Conversations(Loop loop, Api api, Session session, History history, Consumer<ConversationId> added,
      Consumer<Event> events) {
    this.loop = loop;
    this.api = api;
    this.session = session;
    this.history = history;
    this.added = added;
    this.events = events;
  }

  /** Lists the conversations that the server has and this library can read; reads those that are new, or begin anew. */
  CompletableFuture<List<ConversationId>> list() {
    var result = new CompletableFuture<List<ConversationId>>();
    page("?limit=100&only=ids", "", new ArrayList<>(), result);
    return result.thenCompose(ids -> {
      var unknown = ids.stream().filter(id -> !isUnreadable(id) && !isKnown(id)).toList();
      if (unknown.size() > MOST_READ_ALONE) {
        var whole = new CompletableFuture<List<ConversationId>>();
        page("?limit=100", "", new ArrayList<>(), whole);
        return whole;
      }
      var reading = CompletableFuture.<Void>completedFuture(null);
      for (var id : unknown) {
        reading = reading.thenCompose(done -> fetchIfThere(id));
      }
      return reading.thenApply(done -> ids.stream().filter(history::has).toList());
    });
  }

  /** Whether nothing more has to be known of it. */
  private boolean isKnown(ConversationId conversation) {
    return history.has(conversation) && !endedByNobody(conversation);
  }

  /** It may have gone since it was listed. */
  private CompletableFuture<Void> fetchIfThere(ConversationId conversation) {
    var result = new CompletableFuture<Void>();
    loop.when(fetch(conversation), known -> result.complete(null), failure -> {
      if (failure instanceof CulverException.Refused refused && refused.problem() instanceof Problem.NotFound) {
        result.complete(null);
      } else {
        result.completeExceptionally(failure);
      }
    });
    return result;
  }

  private void page(String query, String after, List<ConversationId> listed,
      CompletableFuture<List<ConversationId>> result) {
    loop.when(api.get(PATH + query + after, Page::read), page -> {
      listed.addAll(page.ids());
      page.conversations().stream().filter(this::take).map(ConversationRecord::conversation).forEach(listed::add);
      if (page.next().isPresent()) {
        page(query, "&after=" + page.next().get(), listed, result);
      } else {
        result.complete(listed);
      }
    }, result::completeExceptionally);
  }

  /** @param ids if the server knows how to tell them alone */
  private record Page(List<ConversationRecord> conversations, List<ConversationId> ids, Optional<String> next) {
    private static Page read(JsonNode json) {
      return new Page(Json.list(json, "conversations", ConversationRecord::read),
          Json.has(json, "ids") ? Json.list(json, "ids", id -> Json.id(id, ConversationId::new)) : List.of(),
          Json.optionalText(json, "next"));
    }
  }

  /** Fetches one conversation. @return whether it is one that this library can read */
  CompletableFuture<Boolean> fetch(ConversationId conversation) {
    return api.get(PATH + "/" + conversation, ConversationRecord::read).thenApply(this::take);
  }

  /** The identifier of the direct conversation with someone, begun or not. */
  public ConversationId idWith(AccountId other) {
    return DirectConversation.id(session.required().account(), other);
  }

  /** Begins a known conversation anew, which the server has lost or never had. */
  public CompletableFuture<ConversationId> beginAgain(ConversationId conversation) {
    var self = session.required().account();
    return begin(history.members(conversation).stream().filter(member -> !member.equals(self)).findFirst()
        .orElse(self));
  }

  /** Begins the direct conversation with someone, or finds it. */
  public CompletableFuture<ConversationId> begin(AccountId other) {
    var self = session.required().account();
    var id = idWith(other);
    var members = Stream.of(self, other).distinct().toList();
    var signature = DirectConversation.signCreation(session.keys(), id, members);
    var body = Json.object().put("kind", ConversationRecord.DIRECT).put("member", other.value()).put("signature",
        Json.base64(signature));
    return api.post(PATH, body, ConversationRecord::read).thenApply(conversation -> {
      take(conversation);
      if (!history.has(id)) {
        throw new CulverException.Unreachable("the server answered with another conversation than was asked for", null);
      }
      return id;
    });
  }

  /** Whether it was found to be of a newer kind, or not genuine. */
  boolean isUnreadable(ConversationId conversation) {
    return unreadable.contains(conversation);
  }

  /** Takes what the server says of a conversation. @return whether it is one that this library can read */
  public boolean take(ConversationRecord conversation) {
    if (history.has(conversation.conversation())) {
      revive(conversation);
      return true;
    }
    if (session.identity().isEmpty()) {
      return false;
    }
    if (conversation.isGroup()) {
      return takeGroup(conversation);
    }
    if (!conversation.kind().equals(ConversationRecord.DIRECT)) {
      unreadable.add(conversation.conversation());
      return false;
    }
    if (!isGenuine(conversation)) {
      unreadable.add(conversation.conversation());
      events.accept(new Event.Distrust("the members of conversation " + conversation.conversation()
          + " are not those that its identifier was made of"));
      return false;
    }
    history.add(conversation);
    added.accept(conversation.conversation());
    return true;
  }

  /** The members are not believed, only shown, until the log tells who they are. */
  private boolean takeGroup(ConversationRecord group) {
    if (!group.members().contains(session.required().account())) {
      return false;
    }
    history.add(group);
    added.accept(group.conversation());
    return true;
  }

  /** A group that the server did not have for a while begins anew. */
  private void revive(ConversationRecord group) {
    if (endedByNobody(group.conversation())) {
      var update = history.update(group.conversation());
      update.standing(Standing.listed(Roster.of(group.change(), group.memberships())));
      update.commit();
    }
  }

  private boolean endedByNobody(ConversationId conversation) {
    return history.standing(conversation).flatMap(Standing::ended).filter(end -> end.by().isEmpty()).isPresent();
  }

  /** The members of a group as the server says they are now; of nobody if this account is none of them. */
  CompletableFuture<Roster> members(ConversationId group) {
    var result = new CompletableFuture<Roster>();
    loop.when(api.get(PATH + "/" + group + "/members", Conversations::roster), result::complete, failure -> {
      if (failure instanceof CulverException.Refused refused && refused.problem() instanceof Problem.NotFound) {
        result.complete(new Roster(Long.MAX_VALUE, Map.of()));
      } else {
        result.completeExceptionally(failure);
      }
    });
    return result;
  }

  private static Roster roster(ObjectNode json) {
    return Roster.of(Json.integer(json, "change"), ChangeJson.members(json));
  }

  private boolean isGenuine(ConversationRecord conversation) {
    var self = session.required().account();
    var members = conversation.members();
    if (!members.contains(self) || members.isEmpty() || members.size() > 2) {
      return false;
    }
    var other = members.stream().filter(member -> !member.equals(self)).findFirst().orElse(self);
    return conversation.conversation().equals(DirectConversation.id(self, other));
  }
}
