package app.culver.cli;

import app.culver.client.Account;
import app.culver.client.Blocked;
import app.culver.client.ConnectionState;
import app.culver.client.Contact;
import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.Device;
import app.culver.client.Event;
import app.culver.client.FirebasePhone;
import app.culver.client.Listener;
import app.culver.client.MediaFile;
import app.culver.client.MediaKey;
import app.culver.client.Member;
import app.culver.client.Message;
import app.culver.client.Outgoing;
import app.culver.client.Picture;
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
import app.culver.client.identifier.MediaId;
import app.culver.client.identifier.MessageId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A library that remembers what it was asked for and answers from what a test put in. */
final class FakeCulver implements Culver {
  static final AccountId SELF = new AccountId("AAAAAAAAAAAAAAAAAAAAAA");
  static final DeviceId DEVICE = new DeviceId("DDDDDDDDDDDDDDDDDDDDDA");
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  final List<String> calls = new ArrayList<>();
  final Map<AccountId, Contact> contacts = new LinkedHashMap<>();
  final Map<ConversationId, List<Message>> histories = new LinkedHashMap<>();
  final Map<ConversationId, Conversation> conversations = new LinkedHashMap<>();
  final List<Device> devices = new ArrayList<>();
  final List<Listener> listeners = new ArrayList<>();
  Optional<SignedIn> signedIn = Optional.of(new SignedIn(SELF, DEVICE, true, true));
  Optional<String> name = Optional.empty();
  Optional<String> handle = Optional.empty();
  Optional<CulverException> failure = Optional.empty();
  /** Whether the server, which alone knows strangers, is out of reach. */
  boolean offline;
  FirebasePhone phone = new FakePhone();
  /** How many messages stay in the outbox, however long one waits. */
  int waiting;
  List<Reader> readers = List.of();
  boolean sendsReadReceipts = true;
  boolean sendsTyping = true;
  Message.State sendsEndAs = Message.State.SENT;
  /** What happens just after the command has read the lines of a conversation. */
  Consumer<FakeCulver> onceRead = fake -> {};
  /** What happens when the command connects, after which it has caught up. */
  Consumer<FakeCulver> onConnect = fake -> {};

  /** A person, and a conversation with them. */
  AccountId person(String id, String personName, String personHandle) {
    var account = new AccountId(id);
    contacts.put(account,
        new Contact(account, Optional.ofNullable(personHandle), Optional.ofNullable(personName), false));
    return account;
  }

  ConversationId conversation(AccountId account) {
    var id = new ConversationId(account.value());
    conversations.put(id, new Conversation(id, Conversation.Kind.DIRECT, Optional.empty(), Optional.empty(),
        List.of(new Member(SELF, Role.MEMBER, false), new Member(account, Role.MEMBER, false)), true, Optional.empty(),
        NOON, Optional.empty(), 0));
    histories.put(id, new ArrayList<>());
    return id;
  }

  /** A group of oneself, its owner, and others. */
  ConversationId group(String id, String title, AccountId... others) {
    var group = new ConversationId(id);
    var members = Stream.concat(Stream.of(new Member(SELF, Role.OWNER, false)),
        Stream.of(others).map(other -> new Member(other, Role.MEMBER, true))).toList();
    conversations.put(group, new Conversation(group, Conversation.Kind.GROUP, Optional.of(title), Optional.empty(),
        members, true, Optional.empty(), NOON, Optional.empty(), 0));
    histories.put(group, new ArrayList<>());
    return group;
  }

  /** A text that someone sent, unread. */
  Message received(ConversationId id, String text) {
    var message = line(id, conversations.get(id).other(SELF), new Content.Text(text), Message.State.RECEIVED);
    conversations.computeIfPresent(id, (key, old) -> new Conversation(id, old.kind(), old.title(),
        old.picture(), old.members(), old.proven(), old.ended(), old.createdAt(), Optional.of(message),
        old.unread() + 1));
    return message;
  }

  Message line(ConversationId id, AccountId sender, Content content, Message.State state) {
    var lines = histories.get(id);
    var order = lines.size() + 1;
    var message = new Message(id, order, Optional.of(new MessageId("%021dA".formatted(order))), OptionalLong.of(order),
        sender, Optional.of(DEVICE), NOON.plusSeconds(60 * order), content, state, Optional.empty());
    lines.add(message);
    return message;
  }

  void tell(Event event) {
    listeners.forEach(listener -> listener.on(event));
  }

  private void called(String call) {
    calls.add(call);
    failure.ifPresent(thrown -> {
      throw thrown;
    });
  }

  private void requireServer() {
    if (offline) {
      throw new CulverException.Unreachable("no route", null);
    }
  }

  @Override
  public Optional<SignedIn> signedIn() {
    return signedIn;
  }

  @Override
  public FirebasePhone phone() {
    return phone;
  }

  @Override
  public SignedIn signIn(String idToken, Optional<String> deviceName) {
    called("signIn " + idToken + " " + deviceName.orElse(""));
    signedIn = Optional.of(new SignedIn(SELF, DEVICE, true, true));
    return signedIn.get();
  }

  @Override
  public void logout() {
    called("logout");
  }

  @Override
  public void deleteAccount() {
    called("deleteAccount");
  }

  @Override
  public void forget() {
    called("forget");
  }

  @Override
  public Account account() {
    called("account");
    return new Account(SELF, handle, name, NOON);
  }

  @Override
  public void setName(String newName) {
    called("setName " + newName);
    name = Optional.of(newName);
  }

  @Override
  public void setHandle(String newHandle) {
    called("setHandle " + newHandle);
    handle = Optional.of(newHandle);
  }

  @Override
  public void removeHandle() {
    called("removeHandle");
    handle = Optional.empty();
  }

  @Override
  public List<Device> devices() {
    called("devices");
    return devices;
  }

  @Override
  public void renameDevice(DeviceId device, String newName) {
    called("renameDevice " + device + " " + newName);
  }

  @Override
  public void removeDevice(DeviceId device) {
    called("removeDevice " + device);
  }

  @Override
  public void setPushToken(PushProvider provider, String token) {
    called("setPushToken " + provider + " " + token);
  }

  @Override
  public void removePushToken() {
    called("removePushToken");
  }

  @Override
  public Optional<Contact> findByHandle(String wanted) {
    called("findByHandle " + wanted);
    requireServer();
    var bare = wanted.replace("@", "");
    return contacts.values().stream().filter(contact -> contact.handle().filter(bare::equalsIgnoreCase).isPresent())
        .findFirst();
  }

  @Override
  public Optional<Contact> findByPhoneNumber(String phoneNumber) {
    called("findByPhoneNumber " + phoneNumber);
    requireServer();
    return contacts.values().stream().findFirst();
  }

  @Override
  public Contact contact(AccountId account) {
    return contacts.getOrDefault(account, new Contact(account, Optional.empty(), Optional.empty(), false));
  }

  @Override
  public Verification verification(AccountId account) {
    called("verification " + account);
    return new Verification(account, "0123456789".repeat(6), contact(account).verified());
  }

  @Override
  public void markVerified(AccountId account, String safetyNumber) {
    called("markVerified " + account + " " + safetyNumber);
    var old = contact(account);
    contacts.put(account, new Contact(account, old.handle(), old.name(), true));
  }

  @Override
  public void unmarkVerified(AccountId account) {
    called("unmarkVerified " + account);
  }

  @Override
  public Conversation conversationWith(AccountId account) {
    called("conversationWith " + account);
    return conversations.values().stream().filter(conversation -> conversation.other(SELF).equals(account)).findFirst()
        .orElseGet(() -> conversations.get(conversation(account)));
  }

  @Override
  public List<Conversation> conversations() {
    return List.copyOf(conversations.values());
  }

  @Override
  public Conversation conversation(ConversationId conversation) {
    return conversations.get(conversation);
  }

  @Override
  public Outgoing send(ConversationId conversation, String text) {
    called("send " + text);
    return sent(line(conversation, SELF, new Content.Text(text), Message.State.SENDING));
  }

  private Outgoing sent(Message stored) {
    return new Outgoing() {
      @Override
      public MessageId id() {
        return stored.id().orElseThrow();
      }

      @Override
      public Message message() {
        return stored;
      }

      @Override
      public Message await(Message.State state, Duration limit) {
        called("await " + state + " " + limit.toSeconds());
        return inState(stored, sendsEndAs);
      }
    };
  }

  static Message inState(Message message, Message.State state) {
    return new Message(message.conversation(), message.order(), message.id(), message.seq(), message.sender(),
        message.device(), message.time(), message.content(), state,
        state == Message.State.FAILED ? Optional.of("the other one has no device") : Optional.empty());
  }

  static Message atOrder(Message message, long order) {
    return new Message(message.conversation(), order, message.id(), message.seq(), message.sender(), message.device(),
        message.time(), message.content(), message.state(), message.failure());
  }

  @Override
  public Conversation createGroup(String title, Collection<AccountId> members, Optional<Picture> picture) {
    called("createGroup " + title + " " + members);
    return conversations.get(group("GGGGGGGGGGGGGGGGGGGGGA", title, members.toArray(AccountId[]::new)));
  }

  @Override
  public Conversation addMembers(ConversationId group, Collection<AccountId> accounts, Role role) {
    called("addMembers " + group + " " + accounts + " " + role);
    return conversations.get(group);
  }

  @Override
  public Conversation removeMembers(ConversationId group, Collection<AccountId> accounts) {
    called("removeMembers " + group + " " + accounts);
    return conversations.get(group);
  }

  @Override
  public void leave(ConversationId group) {
    called("leave " + group);
  }

  @Override
  public Conversation setRole(ConversationId group, AccountId account, Role role) {
    called("setRole " + group + " " + account + " " + role);
    return conversations.get(group);
  }

  @Override
  public void setTitle(ConversationId group, String title, Optional<Picture> picture) {
    called("setTitle " + group + " " + title
        + picture.map(shown -> " with " + shown.type()).orElse(""));
  }

  @Override
  public List<Member> members(ConversationId conversation) {
    return conversations.get(conversation).members();
  }

  @Override
  public List<Reader> readers(Message message) {
    called("readers " + message.order());
    return readers;
  }

  @Override
  public void block(AccountId account) {
    called("block " + account);
  }

  @Override
  public void unblock(AccountId account) {
    called("unblock " + account);
  }

  @Override
  public List<Blocked> blocked() {
    called("blocked");
    return contacts.keySet().stream().map(account -> new Blocked(account, NOON)).toList();
  }

  @Override
  public int waiting() {
    return waiting;
  }

  @Override
  public void setPicture(Optional<Picture> picture) {
    called("setPicture " + picture.map(Picture::type).orElse("none"));
  }

  @Override
  public Optional<Picture> picture(AccountId account) {
    return Optional.empty();
  }

  @Override
  public Outgoing sendFiles(ConversationId conversation, List<Path> files, String text) {
    return sendFiles("sendFiles", conversation, files, text);
  }

  @Override
  public Outgoing sendFilesUnchanged(ConversationId conversation, List<Path> files, String text) {
    return sendFiles("sendFilesUnchanged", conversation, files, text);
  }

  private Outgoing sendFiles(String how, ConversationId conversation, List<Path> files, String text) {
    called(how + " " + files.stream().map(Path::getFileName).toList() + " " + text);
    return sent(line(conversation, SELF, new Content.Media(files.stream().map(FakeCulver::file).toList(), text,
        Optional.empty(), Optional.empty(), false), Message.State.SENDING));
  }

  static MediaFile file(Path path) {
    return MediaFile.plain(new MediaId("MMMMMMMMMMMMMMMMMMMMMA"), new MediaKey(new byte[32]), 20_000, 524_288,
        "text/plain", path.getFileName().toString());
  }

  @Override
  public void save(Message message, int number, Path target) {
    called("save " + number + " " + target.getFileName());
  }

  @Override
  public Outgoing reply(Message to, String text) {
    called("reply " + text(to) + ": " + text);
    return sent(line(to.conversation(), SELF, new Content.Text(text, Optional.of(Reference.to(to)), Optional.empty(),
        false), Message.State.SENDING));
  }

  @Override
  public Outgoing react(Message to, Optional<String> emoji) {
    called("react " + text(to) + ": " + emoji.orElse("none"));
    return sent(line(to.conversation(), SELF, new Content.Reacted(Reference.to(to), emoji), Message.State.SENDING));
  }

  @Override
  public Outgoing edit(Message message, String text) {
    called("edit " + text(message) + ": " + text);
    return sent(line(message.conversation(), SELF, new Content.Edited(Reference.to(message), text),
        Message.State.SENDING));
  }

  @Override
  public Outgoing delete(Message message) {
    called("delete " + text(message));
    return sent(line(message.conversation(), SELF, new Content.Deleted(Reference.to(message)), Message.State.SENDING));
  }

  private static String text(Message message) {
    return message.content() instanceof Content.Text text ? text.text() : "files";
  }

  @Override
  public List<Reaction> reactions(Message message) {
    return List.of();
  }

  @Override
  public Optional<Message> message(ConversationId conversation, Reference reference) {
    return histories.get(conversation).stream().filter(message -> message.id().equals(Optional.of(reference.id())))
        .findFirst();
  }

  @Override
  public Outgoing setLifetime(ConversationId conversation, Optional<Duration> lifetime) {
    called("setLifetime " + lifetime.map(Duration::toString).orElse("none"));
    return sent(line(conversation, SELF, new Content.LifetimeSet(lifetime), Message.State.SENDING));
  }

  @Override
  public Optional<Duration> lifetime(ConversationId conversation) {
    return Optional.of(Duration.ofHours(8));
  }

  @Override
  public Outgoing resend(ConversationId conversation, MessageId message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void discard(ConversationId conversation, MessageId message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Message> history(ConversationId conversation, long before, int limit) {
    var lines = histories.get(conversation).stream().filter(message -> message.order() < before).toList();
    onceRead.accept(this);
    return lines.subList(Math.max(0, lines.size() - limit), lines.size());
  }

  @Override
  public void markRead(Message upTo) {
    called("markRead " + upTo.order());
  }

  @Override
  public void sendReadReceipts(boolean on) {
    called("sendReadReceipts " + on);
    sendsReadReceipts = on;
  }

  @Override
  public boolean sendsReadReceipts() {
    return sendsReadReceipts;
  }

  @Override
  public void typing(ConversationId conversation) {
    called("typing");
  }

  @Override
  public void sendTyping(boolean on) {
    called("sendTyping " + on);
    sendsTyping = on;
  }

  @Override
  public boolean sendsTyping() {
    return sendsTyping;
  }

  @Override
  public void connect() {
    called("connect");
    tell(new Event.Connection(ConnectionState.CONNECTED, Optional.empty(), Optional.empty()));
    onConnect.accept(this);
    tell(new Event.CaughtUp());
  }

  @Override
  public void disconnect() {
    called("disconnect");
  }

  @Override
  public ConnectionState connection() {
    return calls.contains("connect") ? ConnectionState.CONNECTED : ConnectionState.OFF;
  }

  @Override
  public void sync() {
    called("sync");
  }

  @Override
  public void flush(Duration limit) {
    called("flush");
    if (waiting > 0) {
      throw new CulverException.TimedOut(limit);
    }
  }

  @Override
  public Subscription listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void close() {
    calls.add("close");
  }

  /** Sends the code 123456 to every number. */
  static final class FakePhone implements FirebasePhone {
    String number = "";

    @Override
    public Code sendCode(String phoneNumber, Optional<String> recaptcha) {
      number = phoneNumber;
      return new Code() {
        @Override
        public String confirm(String digits) {
          if (!digits.equals("123456")) {
            throw new CulverException.SignInFailed(CulverException.SignInFailed.Reason.WRONG_CODE, "WRONG");
          }
          return "token-of-" + phoneNumber;
        }

        @Override
        public Optional<String> fromEmulator() {
          return Optional.of("123456");
        }
      };
    }
  }
}
