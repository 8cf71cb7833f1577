package app.culver.client.group;

import app.culver.client.Content.Titled;
import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.Role;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.crypto.GroupConversation;
import app.culver.client.crypto.MembershipChange;
import app.culver.client.crypto.MembershipChange.Added;
import app.culver.client.crypto.MembershipChange.Created;
import app.culver.client.crypto.MembershipChange.NewMember;
import app.culver.client.history.History;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.loop.Loop;
import app.culver.client.membership.Roster;
import app.culver.client.membership.Standing;
import app.culver.client.outbox.Outbox;
import app.culver.client.people.Self;
import app.culver.client.session.Api;
import app.culver.client.session.Session;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.sync.Applier;
import app.culver.client.sync.Conversations;
import app.culver.client.transport.Retry;
import app.culver.client.wire.ChangeJson;
import app.culver.client.wire.ConversationRecord;
import app.culver.client.wire.Json;
import app.culver.client.wire.Limits;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Begins groups and changes their members. */
public final class Groups implements Applier.OwnChanges {
  /** So often a change is signed anew because another one came first. */
  private static final int MOST_ATTEMPTS = 8;
  private final Loop loop;
  private final Api api;
  private final Session session;
  private final History history;
  private final Outbox outbox;
  private final Conversations conversations;
  private final Creating creating;
  private final Applied applied;
  private final Consumer<ConversationId> want;
  private final Self self;

  /** @param want has a conversation's log fetched */
  public Groups(Loop loop, Store store, SecureRandom random, Api api, Session session, History history, Outbox outbox,
      Conversations conversations, Consumer<ConversationId> want) {
    this.loop = loop;
    this.api = api;
    this.session = session;
    this.history = history;
    this.outbox = outbox;
    this.conversations = conversations;
    this.creating = new Creating(loop.clock(), store, session, random);
    this.applied = new Applied(loop, history);
    this.want = want;
    this.self = new Self(store);
  }

  /** Creates a group of oneself and others, who are told what it is called. */
  public CompletableFuture<ConversationId> create(Titled title, Collection<AccountId> others) {
    var self = session.required().account();
    var accounts = new HashSet<>(others);
    accounts.add(self);
    var members = accounts.stream().sorted()
        .map(account -> new NewMember(account, (account.equals(self) ? Role.OWNER : Role.MEMBER).wire())).toList();
    var plan = creating.plan(title, new Created(members));
    var result = new CompletableFuture<ConversationId>();
    result.thenAccept(creating::answered);
    loop.when(api.post("/v1/groups", plan.request(), ConversationRecord::read), group -> {
      if (group.conversation().equals(plan.group()) && conversations.take(group)) {
        applied(plan.group(), 1, result);
      } else {
        result.completeExceptionally(new CulverException.Unreachable(
            "the server answered with another group than was asked for", null));
      }
    }, failure -> {
      // After what passes by itself, such as a fault of the server's, it may be there all the same.
      if (failure instanceof CulverException.Refused refused && !Retry.passes(refused.problem())) {
        creating.answered(plan.group());
      }
      result.completeExceptionally(failure);
    });
    return result;
  }

  public CompletableFuture<ConversationId> add(ConversationId group, Collection<AccountId> accounts, Role role) {
    return change(group, Wish.toAdd(accounts, role));
  }

  public CompletableFuture<ConversationId> remove(ConversationId group, Collection<AccountId> accounts) {
    if (accounts.contains(session.required().account())) {
      throw new CulverException.NotPossible("nobody removes themselves: leave the group");
    }
    return change(group, Wish.toRemove(accounts));
  }

  public CompletableFuture<ConversationId> giveRole(ConversationId group, AccountId account, Role role) {
    return change(group, Wish.toGive(account, role));
  }

  public CompletableFuture<ConversationId> leave(ConversationId group) {
    return history.hasEnded(group)
        ? CompletableFuture.completedFuture(group)
        : change(group, Wish.toLeave(session.required().account()));
  }

  private CompletableFuture<ConversationId> change(ConversationId group, Wish wish) {
    var result = new CompletableFuture<ConversationId>();
    attempt(group, wish, 1, result);
    return result;
  }

  /** @throws CulverException.NotPossible if this account has no part in the group */
  private Standing standing(ConversationId group) {
    var standing = history.standing(group).orElseThrow(
        () -> new CulverException.NotPossible("that is no group: the members of a direct conversation stay the same"));
    if (standing.ended().isPresent()) {
      throw new CulverException.NotPossible("you are no member of this group any more");
    }
    return standing;
  }

  private void attempt(ConversationId group, Wish wish, int attempt, CompletableFuture<ConversationId> result) {
    Roster roster;
    try {
      roster = standing(group).roster();
    } catch (CulverException.NotPossible ended) {
      result.completeExceptionally(ended);
      return;
    }
    var change = wish.change(roster);
    if (change.isEmpty()) {
      result.complete(group);
      return;
    }
    var signature = GroupConversation.sign(session.keys(), group, roster.change(), change.get());
    var body = Json.object().put("after", roster.change()).put("signature", Json.base64(signature));
    body.set("change", ChangeJson.write(change.get()));
    loop.when(api.post("/v1/conversations/" + group + "/changes", body, answer -> Json.integer(answer, "seq")),
        seq -> applied(group, seq, result), failure -> {
          if (failure instanceof CulverException.Refused refused && attempt < MOST_ATTEMPTS
              && refused.problem() instanceof Problem.MembershipChanged other) {
            again(group, wish, attempt, other.change(), result);
          } else {
            result.completeExceptionally(failure);
          }
        });
  }

  /** Another change came first: once it is known here, looks whether the wish is still one. */
  private void again(ConversationId group, Wish wish, int attempt, long change,
      CompletableFuture<ConversationId> result) {
    var known = new CompletableFuture<ConversationId>();
    applied(group, change, known);
    loop.when(known, done -> attempt(group, wish, attempt + 1, result), result::completeExceptionally);
  }

  /** Ends when the log is applied up to an entry. */
  private void applied(ConversationId group, long seq, CompletableFuture<ConversationId> result) {
    applied.await(group, seq, result);
    want.accept(group);
  }

  /** The cursor of a conversation moved. */
  public void advanced(ConversationId conversation) {
    applied.advanced(conversation);
  }

  /** Nothing more is applied. */
  public void stop(CulverException reason) {
    applied.fail(reason);
  }

  /** Tells the new ones what the group is called. */
  @Override
  public void made(ConversationId group, MembershipChange change, Batch batch) {
    if (change instanceof Created) {
      creating.begun(group, batch).ifPresent(title -> outbox.add(group, title, batch));
    } else if (change instanceof Added) {
      history.title(group).ifPresent(title -> outbox.add(group, title, batch));
    }
  }

  @Override
  public void joined(ConversationId group, AccountId by, Batch batch) {
    // Not to a stranger, who could learn anybody's name by putting them into a group.
    var direct = DirectConversation.id(session.required().account(), by);
    if (self.profileKey().filter(key -> outbox.hasTold(direct, key)).isPresent()) {
      outbox.introduce(group, batch);
    }
  }

  /** Names a group. @throws CulverException.NotPossible if this account may not */
  public void title(ConversationId group, Titled title, Batch batch) {
    checked(title);
    if (standing(group).roster().role(session.required().account()).orElse(Role.MEMBER) == Role.MEMBER) {
      throw new CulverException.NotPossible("only owners and admins name the group");
    }
    outbox.add(group, title, batch);
  }

  /** @throws CulverException.NotPossible if a group cannot be called so */
  public static Titled checked(Titled title) {
    if (title.title().isBlank() || title.title().codePointCount(0, title.title().length()) > Limits.TITLE) {
      throw new CulverException.NotPossible("a title has 1 to " + Limits.TITLE + " characters");
    }
    return title;
  }
}
