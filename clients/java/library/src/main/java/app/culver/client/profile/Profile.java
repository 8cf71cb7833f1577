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
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Lets applications in: each method waits for what the loop does. */
final class Profile implements Culver {
  /** How often groups are left before the account is deleted; the server names up to 50 of them each time. */
  private static final int MOST_ROUNDS = 40;

  private final Parts parts;
  private final Calls calls;
  private final Views views;
  private final Lifecycle lifecycle;
  private final GroupCalls groups;
  private final Contacts contacts;
  private final Waking waking;
  private final Writing writing;
  private final Reading reading;
  private final Sharing sharing;
  private final Amends amends;
  private final Runnable close;

  /** @param close lets go of everything, after the loop has ended */
  Profile(Parts parts, Calls calls, Lifecycle lifecycle, Runnable close) {
    this.parts = parts;
    this.calls = calls;
    this.views = new Views(parts);
    this.lifecycle = lifecycle;
    this.groups = new GroupCalls(parts, calls);
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
    return calls.now(lifecycle::signedIn);
  }

  @Override
  public FirebasePhone phone() {
    return new Phone(parts.firebase, calls);
  }

  @Override
  public SignedIn signIn(String idToken, Optional<String> deviceName) {
    return calls.await(() -> lifecycle.signIn(idToken, deviceName));
  }

  @Override
  public void logout() {
    calls.await(lifecycle::logout);
  }

  @Override
  public void deleteAccount() {
    for (var round = 1;; round++) {
      try {
        calls.await(lifecycle::deleteAccount);
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
    calls.run(() -> lifecycle.forget());
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
    calls.run(() -> contacts.markVerified(account, safetyNumber));
  }

  @Override
  public void unmarkVerified(AccountId account) {
    calls.run(() -> parts.people.markVerified(account, Optional.empty()));
  }

  @Override
  public Conversation createGroup(String title, Collection<AccountId> members, Optional<Picture> picture) {
    return conversation(groups.create(new Content.Titled(title, picture), members));
  }

  @Override
  public Conversation addMembers(ConversationId group, Collection<AccountId> accounts, Role role) {
    groups.add(group, accounts, role);
    return conversation(group);
  }

  @Override
  public Conversation removeMembers(ConversationId group, Collection<AccountId> accounts) {
    groups.remove(group, accounts);
    return conversation(group);
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
    calls.run(() -> writing.title(group, new Content.Titled(title, picture)));
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
    calls.run(() -> writing.markRead(upTo));
  }

  @Override
  public void sendReadReceipts(boolean on) {
    calls.run(() -> parts.self.sendReadReceipts(on));
  }

  @Override
  public boolean sendsReadReceipts() {
    return calls.now(parts.self::sendsReadReceipts);
  }

  @Override
  public void typing(ConversationId conversation) {
    calls.run(() -> parts.typing.typed(conversation));
  }

  @Override
  public void sendTyping(boolean on) {
    calls.run(() -> parts.self.sendTyping(on));
  }

  @Override
  public boolean sendsTyping() {
    return calls.now(parts.self::sendsTyping);
  }

  @Override
  public void connect() {
    calls.run(() -> {
      parts.session.required();
      parts.socket.open();
    });
  }

  @Override
  public void disconnect() {
    calls.run(() -> parts.socket.close(ConnectionState.OFF));
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
