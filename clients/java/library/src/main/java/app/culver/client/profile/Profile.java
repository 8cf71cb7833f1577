package app.culver.client.profile;

import app.culver.client.Account;
import app.culver.client.Blocked;
import app.culver.client.ConnectionState;
import app.culver.client.Contact;
import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.Device;
import app.culver.client.FirebasePhone;
import app.culver.client.Listener;
import app.culver.client.Member;
import app.culver.client.Message;
import app.culver.client.Outgoing;
import app.culver.client.Picture;
import app.culver.client.Problem;
import app.culver.client.PushProvider;
import app.culver.client.Reaction;
import app.culver.client.Reader;
import app.culver.client.Reference;
import app.culver.client.Role;
import app.culver.client.SignedIn;
import app.culver.client.Subscription;
import app.culver.client.Verification;
import app.culver.client.group.Groups;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Lets applications in: each method waits for what the loop does. */
final class Profile implements Culver {
  /** As many accounts a request of a group names at most. */
  private static final int MOST_AT_ONCE = 40;

  /** How often groups are left before the account is deleted; the server names up to 50 of them each time. */
  private static final int MOST_ROUNDS = 40;

  private final Parts parts;
  private final Calls calls;
  private final Views views;
  private final Membership membership;
  private final Contacts contacts;
  private final Waking waking;
  private final Writing writing;
  private final Reading reading;
  private final Sharing sharing;
  private final Amends amends;
  private final Runnable close;

  /** @param close lets go of everything, after the loop has ended */
  Profile(Parts parts, Calls calls, Membership membership, Runnable close) {
    this.parts = parts;
    this.calls = calls;
    this.views = new Views(parts);
    this.membership = membership;
    this.contacts = new Contacts(parts);
    this.waking = new Waking(parts.api);
    this.writing = new Writing(parts, calls, views);
    this.reading = new Reading(parts, views);
    this.sharing = new Sharing(parts, calls, writing);
    this.amends = new Amends(parts, views, writing);
    this.close = close;
  }

  @Override
  public Optional<SignedIn> signedIn() {
    return calls.now(membership::signedIn);
  }

  @Override
  public FirebasePhone phone() {
    return new Phone(parts.firebase, calls);
  }

  @Override
  public SignedIn signIn(String idToken, Optional<String> deviceName) {
    return calls.await(() -> membership.signIn(idToken, deviceName));
  }

  @Override
  public void logout() {
    calls.await(membership::logout);
  }

  @Override
  public void deleteAccount() {
    for (var round = 1;; round++) {
      try {
        calls.await(membership::deleteAccount);
        return;
      } catch (CulverException.Refused refused) {
        if (!(refused.problem() instanceof Problem.StillMember still) || round == MOST_ROUNDS) {
          throw refused;
        }
        // A change is signed over the group as it is now.
        sync();
        still.conversations().forEach(this::leave);
      }
    }
  }

  @Override
  public void forget() {
    calls.now(() -> {
      membership.forget();
      return null;
    });
  }

  @Override
  public Account account() {
    return calls.await(parts.profiles::own);
  }

  @Override
  public void setName(String name) {
    calls.await(() -> parts.profiles.setName(name));
  }

  @Override
  public void setPicture(Optional<Picture> picture) {
    calls.await(() -> parts.profiles.setPicture(picture));
  }

  @Override
  public Optional<Picture> picture(AccountId account) {
    return calls.await(() -> parts.profiles.picture(account));
  }

  @Override
  public void setHandle(String handle) {
    calls.await(() -> contacts.setHandle(handle));
  }

  @Override
  public void removeHandle() {
    calls.await(() -> parts.api.delete("/v1/account/handle"));
  }

  @Override
  public List<Device> devices() {
    return calls.await(parts.profiles::devices);
  }

  @Override
  public void renameDevice(DeviceId device, String name) {
    calls.await(() -> parts.profiles.rename(device, name));
  }

  @Override
  public void removeDevice(DeviceId device) {
    calls.await(() -> contacts.removeDevice(device));
  }

  @Override
  public void setPushToken(PushProvider provider, String token) {
    calls.await(() -> waking.set(provider, token));
  }

  @Override
  public void removePushToken() {
    calls.await(waking::remove);
  }

  @Override
  public Optional<Contact> findByHandle(String handle) {
    return calls.await(() -> contacts.findByHandle(handle));
  }

  @Override
  public Optional<Contact> findByPhoneNumber(String phoneNumber) {
    return calls.await(() -> contacts.findByPhoneNumber(phoneNumber));
  }

  @Override
  public Contact contact(AccountId account) {
    return calls.now(() -> parts.people.contact(account));
  }

  @Override
  public Verification verification(AccountId account) {
    return calls.await(() -> contacts.verification(account));
  }

  @Override
  public void markVerified(AccountId account, String safetyNumber) {
    calls.now(() -> {
      contacts.markVerified(account, safetyNumber);
      return null;
    });
  }

  @Override
  public void unmarkVerified(AccountId account) {
    calls.now(() -> {
      parts.people.markVerified(account, Optional.empty());
      return null;
    });
  }

  @Override
  public Conversation createGroup(String title, Collection<AccountId> members, Optional<Picture> picture) {
    var titled = Groups.checked(new Content.Titled(title, picture));
    var self = calls.now(parts.session::required).account();
    var others = members.stream().distinct().filter(member -> !member.equals(self)).sorted().toList();
    // The creator is one of those that a request names.
    var first = others.subList(0, Math.min(MOST_AT_ONCE - 1, others.size()));
    var group = calls.await(() -> parts.groups.create(titled, first));
    addMembers(group, others.subList(first.size(), others.size()), Role.MEMBER);
    return conversation(group);
  }

  @Override
  public Conversation addMembers(ConversationId group, Collection<AccountId> accounts, Role role) {
    inParts(accounts, some -> parts.groups.add(group, some, role));
    return conversation(group);
  }

  @Override
  public Conversation removeMembers(ConversationId group, Collection<AccountId> accounts) {
    inParts(accounts, some -> parts.groups.remove(group, some));
    return conversation(group);
  }

  /** A request names so many accounts at most. */
  private <T> void inParts(Collection<AccountId> accounts, Function<List<AccountId>, CompletableFuture<T>> change) {
    var all = accounts.stream().distinct().sorted().toList();
    for (var from = 0; from < all.size(); from += MOST_AT_ONCE) {
      var some = all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()));
      calls.await(() -> change.apply(some));
    }
  }

  @Override
  public void leave(ConversationId group) {
    calls.await(() -> parts.groups.leave(group));
  }

  @Override
  public Conversation setRole(ConversationId group, AccountId account, Role role) {
    calls.await(() -> parts.groups.giveRole(group, account, role));
    return conversation(group);
  }

  @Override
  public void setTitle(ConversationId group, String title, Optional<Picture> picture) {
    calls.now(() -> {
      writing.title(group, new Content.Titled(title, picture));
      return null;
    });
  }

  @Override
  public List<Member> members(ConversationId conversation) {
    return calls.await(() -> reading.membersOf(conversation));
  }

  @Override
  public List<Reader> readers(Message message) {
    return calls.await(() -> reading.readersOf(message));
  }

  @Override
  public void block(AccountId account) {
    calls.await(() -> parts.blocks.block(account));
  }

  @Override
  public void unblock(AccountId account) {
    calls.await(() -> parts.blocks.unblock(account));
  }

  @Override
  public List<Blocked> blocked() {
    return calls.await(parts.blocks::list);
  }

  @Override
  public Conversation conversationWith(AccountId account) {
    return calls.await(() -> writing.conversationWith(account));
  }

  @Override
  public List<Conversation> conversations() {
    return calls.now(views::conversations);
  }

  @Override
  public Conversation conversation(ConversationId conversation) {
    return calls.now(() -> views.conversation(conversation));
  }

  @Override
  public Outgoing send(ConversationId conversation, String text) {
    return calls.now(() -> writing.send(conversation, text));
  }

  @Override
  public Outgoing sendFiles(ConversationId conversation, List<Path> files, String text) {
    return sharing.send(conversation, files, text, false);
  }

  @Override
  public Outgoing sendFilesUnchanged(ConversationId conversation, List<Path> files, String text) {
    return sharing.send(conversation, files, text, true);
  }

  @Override
  public void save(Message message, int number, Path target) {
    calls.await(() -> sharing.save(message, number, target));
  }

  @Override
  public Outgoing reply(Message to, String text) {
    return calls.now(() -> amends.reply(to, text));
  }

  @Override
  public Outgoing react(Message to, Optional<String> emoji) {
    return calls.now(() -> amends.react(to, emoji));
  }

  @Override
  public Outgoing edit(Message message, String text) {
    return calls.now(() -> amends.edit(message, text));
  }

  @Override
  public Outgoing delete(Message message) {
    return calls.now(() -> amends.delete(message));
  }

  @Override
  public List<Reaction> reactions(Message message) {
    return calls.now(() -> amends.reactions(message));
  }

  @Override
  public Optional<Message> message(ConversationId conversation, Reference reference) {
    return calls.now(() -> amends.find(conversation, reference));
  }

  @Override
  public Outgoing setLifetime(ConversationId conversation, Optional<Duration> lifetime) {
    return calls.now(() -> amends.setLifetime(conversation, lifetime));
  }

  @Override
  public Optional<Duration> lifetime(ConversationId conversation) {
    return calls.now(() -> parts.history.lifetime(conversation));
  }

  @Override
  public Outgoing resend(ConversationId conversation, MessageId message) {
    return calls.now(() -> writing.resend(conversation, message));
  }

  @Override
  public void discard(ConversationId conversation, MessageId message) {
    calls.now(() -> parts.outbox.discard(conversation, message));
  }

  @Override
  public List<Message> history(ConversationId conversation, long before, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1");
    }
    return calls.now(() -> views.messages(conversation, before, limit));
  }

  @Override
  public void markRead(Message upTo) {
    calls.now(() -> {
      writing.markRead(upTo);
      return null;
    });
  }

  @Override
  public void sendReadReceipts(boolean on) {
    calls.now(() -> {
      parts.self.sendReadReceipts(on);
      return null;
    });
  }

  @Override
  public boolean sendsReadReceipts() {
    return calls.now(parts.self::sendsReadReceipts);
  }

  @Override
  public void typing(ConversationId conversation) {
    calls.now(() -> {
      parts.typing.typed(conversation);
      return null;
    });
  }

  @Override
  public void sendTyping(boolean on) {
    calls.now(() -> {
      parts.self.sendTyping(on);
      return null;
    });
  }

  @Override
  public boolean sendsTyping() {
    return calls.now(parts.self::sendsTyping);
  }

  @Override
  public void connect() {
    calls.now(() -> {
      parts.session.required();
      parts.socket.open();
      return null;
    });
  }

  @Override
  public void disconnect() {
    calls.now(() -> {
      parts.socket.close(ConnectionState.OFF);
      return null;
    });
  }

  @Override
  public ConnectionState connection() {
    return calls.now(parts.socket::state);
  }

  @Override
  public void sync() {
    calls.await(() -> {
      parts.session.required();
      parts.wake();
      parts.profiles.complete();
      return parts.sync.catchUp();
    });
  }

  @Override
  public int waiting() {
    return calls.now(parts.outbox::waiting);
  }

  @Override
  public void flush(Duration limit) {
    writing.flush(limit);
  }

  @Override
  public Subscription listen(Listener listener) {
    return parts.events.listen(listener);
  }

  @Override
  public void close() {
    calls.end(new CulverException.Closed());
    close.run();
  }
}
