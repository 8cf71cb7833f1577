package app.culver.client;

import app.culver.client.crypto.StorageCipher;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.profile.Opening;
import app.culver.client.wire.SettingsJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A person's Culver on this device: one profile, kept in one folder, used by one process at a time.
 *
 * <p>Every method may be called from any thread, blocks until it is done, and throws a {@link CulverException} if it
 * cannot be: {@link CulverException.SignedOut} where a session is needed and there is none,
 * {@link CulverException.Unreachable} where the server is needed and does not answer, {@link CulverException.Refused}
 * with the {@link Problem} where the server refuses. Each method names only what else it throws.
 *
 * <pre>{@code
 * var storage = StorageKeyFile.open(folder.resolve("key"), passphrase, new SecureRandom());
 * try (var culver = Culver.open(Culver.settings(file), folder, storage)) {
 *   culver.listen(event -> {
 *     if (event instanceof Event.MessageAdded added) {
 *       show(added.message());
 *     }
 *   });
 *   culver.connect();
 *   var grace = culver.findByHandle("grace_hopper").orElseThrow();
 *   culver.send(culver.conversationWith(grace.id()).id(), "Hello").await(Message.State.SENT, Duration.ofSeconds(20));
 * }
 * }</pre>
 *
 * <p>Reading ({@link #conversations}, {@link #history}, {@link #verification} of known contacts) and {@link #send} work
 * without a connection. Nothing arrives unless {@link #connect} or {@link #sync} is called.
 */
public interface Culver extends AutoCloseable {

  /**
   * Reads a settings file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it lacks something; the message says what
   */
  static Settings settings(Path file) throws IOException {
    return settings(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  /**
   * Reads settings from JSON text.
   *
   * @throws IllegalArgumentException if it is not JSON or lacks something; the message says what
   */
  static Settings settings(String json) {
    return SettingsJson.parse(json);
  }

  /**
   * Opens a profile; a folder that does not exist becomes a new one. Asks nothing of the network.
   *
   * @param folder private to this profile; everything in it is encrypted
   * @param storage encrypts the profile's files; always the same for one profile
   * @throws CulverException.ProfileInUse if another process has it open, or this one has
   * @throws CulverException.ProfileUnusable if its files are damaged or belong to another key or deployment
   */
  static Culver open(Settings settings, Path folder, StorageCipher storage) {
    return Opening.open(settings, folder, storage);
  }

  // Session

  /** Who is signed in; empty if nobody is. */
  Optional<SignedIn> signedIn();

  /** Sign-in with a phone number. */
  FirebasePhone phone();

  /**
   * Signs in, as a new device unless this profile's device keys are known already. After a lost answer it is safe to
   * call it again.
   *
   * @param idToken of the identity provider
   * @param deviceName for the owner's eyes, encrypted; empty for none. It is uploaded as soon as this device knows the
   *     profile's key: at once on an account's first device, with the first message from one of them on others
   * @throws CulverException.NotPossible if someone is signed in
   */
  SignedIn signIn(String idToken, Optional<String> deviceName);

  /**
   * Removes this device from the account and everything from the profile: keys, messages, the outbox. If the server
   * cannot be reached, nothing is removed.
   */
  void logout();

  /** Removes everything from the profile without asking the server: the device stays in the account's list. */
  void forget();

  /**
   * Leaves all groups, deletes the account with all of its devices, and removes everything from the profile. It cannot be
   * undone; who signs in with the same phone number gets a new account. If the server cannot be reached nothing is removed
   * here, and it is safe to call it again.
   *
   * @throws CulverException.Refused with {@link Problem.LastOwner} if a group would remain without an owner: nothing was
   *     deleted then, but some groups may have been left
   */
  void deleteAccount();

  // Account

  /** This account, as the server has it now. */
  Account account();

  /**
   * Sets the name that those one writes to can see, from the next message to them on; encrypted.
   *
   * @throws CulverException.NotPossible if it is longer than about 8,000 bytes
   */
  void setName(String name);

  /**
   * Sets the picture that those one writes to can see, from the next message to them on; encrypted.
   *
   * @param picture at most 5,000 bytes; empty for none
   * @throws CulverException.NotPossible if it is larger
   */
  void setPicture(Optional<Picture> picture);

  /** The picture of an account: one's own as the server has it, another one as it was seen last. */
  Optional<Picture> picture(AccountId account);

  /**
   * Chooses a handle, instead of the one before, that anybody can be found by.
   *
   * @param handle 3 to 30 of a to z, 0 to 9 and _, the first one a letter; capitals are lowered
   * @throws CulverException.NotPossible if it is not of this form
   */
  void setHandle(String handle);

  /** Gives the handle up. There need not be one. */
  void removeHandle();

  /** The account's devices, this one first. */
  List<Device> devices();

  /**
   * Names a device.
   *
   * @throws CulverException.NotPossible if the name is longer than about 200 bytes, or if this device does not know the
   *     profile's key yet
   */
  void renameDevice(DeviceId device, String name);

  /** Removes another of this account's devices: its session ends at once. This one goes by {@link #logout}. */
  void removeDevice(DeviceId device);

  /**
   * Has this device woken while it is away, by a push that says nothing but that there is something: {@link #sync} or
   * {@link #connect} then. To be called after each sign-in, at each start of the app, and whenever the provider gives
   * another token: it takes the place of the one before, and the same again does no harm. It ends with the session.
   *
   * @param token by which the provider knows the app on this device: of FCM the installation id or registration token
   * @throws CulverException.NotPossible if it is not 1 to 4,096 printable ASCII characters without spaces
   */
  void setPushToken(PushProvider provider, String token);

  /** Has this device woken no more. There need not be a token. */
  void removePushToken();

  // People

  /**
   * The account with this handle, in any case, with or without {@code @}.
   *
   * @throws CulverException.NotPossible if it has not the form of a handle
   */
  Optional<Contact> findByHandle(String handle);

  /**
   * The account with this phone number.
   *
   * @param phoneNumber in international form (E.164), such as {@code +4915112345678}
   * @throws CulverException.NotPossible if it has not this form
   */
  Optional<Contact> findByPhoneNumber(String phoneNumber);

  /** What this device knows of an account, without asking the server. */
  Contact contact(AccountId account);

  /** The safety number with someone, from the devices as the server lists them now, or else as last seen. */
  Verification verification(AccountId account);

  /**
   * Marks someone as verified, or no longer. The mark is lost when a device of theirs changes.
   *
   * @param safetyNumber that was compared, 60 digits with or without spaces
   * @throws CulverException.NotPossible if it is not the number any more: compare again
   */
  void markVerified(AccountId account, String safetyNumber);

  /** Takes the mark away. */
  void unmarkVerified(AccountId account);

  // Conversations

  /** The direct conversation with someone, begun if there is none yet; with oneself, notes to oneself. */
  Conversation conversationWith(AccountId account);

  /** The conversations on this device, the ones with the newest lines first. */
  List<Conversation> conversations();

  /**
   * A conversation.
   *
   * @throws CulverException.NotPossible if this device knows no such conversation
   */
  Conversation conversation(ConversationId conversation);

  // Groups

  /**
   * Creates a group of oneself, as its owner, and others. After a lost answer it is safe to call it again.
   *
   * @param title 1 to 256 characters; encrypted
   * @param members others, at most 249; whether this account is among them makes no difference
   * @throws CulverException.NotPossible if it cannot be called so
   */
  Conversation createGroup(String title, Collection<AccountId> members, Optional<Picture> picture);

  /**
   * Makes people members of a group; such as are members already stay what they are. They see what is written from now
   * on, and are told what the group is called.
   *
   * <p>This and the other changes of members: if somebody else's change comes first, it is synced and this one made
   * again, as far as it is still needed. More than 40 accounts are changed 40 at a time.
   *
   * @throws CulverException.NotPossible if this account is no member, or the conversation no group
   * @throws CulverException.Refused with {@link Problem.NotAllowed}, {@link Problem.GroupFull} or, if there is no such
   *     account, {@link Problem.NotFound}
   */
  Conversation addMembers(ConversationId group, Collection<AccountId> accounts, Role role);

  /** Removes others from a group, such as are members: they keep what they have seen. See {@link #addMembers}. */
  Conversation removeMembers(ConversationId group, Collection<AccountId> accounts);

  /**
   * Leaves a group: what was seen of it stays on this device.
   *
   * @throws CulverException.Refused with {@link Problem.LastOwner} if others would remain without an owner
   */
  void leave(ConversationId group);

  /** Gives a member of a group, or oneself, another role. See {@link #addMembers}, and {@link #leave}. */
  Conversation setRole(ConversationId group, AccountId account, Role role);

  /**
   * Puts what a group is called into the outbox, as {@link #send} does with a text.
   *
   * @param title 1 to 256 characters
   * @param picture instead of the one before; empty for none
   * @throws CulverException.NotPossible if this account is neither owner nor admin, or it cannot be called so
   */
  void setTitle(ConversationId group, String title, Optional<Picture> picture);

  /** The members of a conversation. Of more than ten the server is asked who has come, if it can be reached. */
  List<Member> members(ConversationId conversation);

  /** How far an own message got with each other member. Of more than ten the server is asked, if it can be reached. */
  List<Reader> readers(Message message);

  // Blocking

  /**
   * Hides what someone writes to this account directly. They are not told. In groups nothing changes, but this account is
   * not put into new ones by them.
   */
  void block(AccountId account);

  /** Ends that. What was written meanwhile stays hidden. */
  void unblock(AccountId account);

  /** Whom this account blocks. */
  List<Blocked> blocked();

  // Messages

  /**
   * Puts a text into the outbox. It is stored when this returns, and sent as soon as the server can be reached, in
   * order, once.
   *
   * @param text not empty; as JSON at most 65,000 bytes
   * @throws CulverException.NotPossible if the text is empty or too long, the conversation unknown, this account no
   *     member of it any more, or if its members have more than 64 other devices
   */
  Outgoing send(ConversationId conversation, String text);

  /**
   * Puts files into the outbox. They are encrypted into the profile's folder when this returns, which takes as long as
   * reading them, and the files themselves are not needed any more. They are uploaded as soon as the server can be reached,
   * and go on where they were interrupted, after a restart, too; then the message is sent. Texts do not wait for that.
   *
   * <p>What cameras and programs wrote into a JPEG, PNG or WebP is taken out before: where it was taken, when and by what. The
   * picture itself, its colours and which way is up stay as they are. HEIC, AVIF and films keep what is in them.
   *
   * @param files 1 to 10, each of 1 byte to 100 MiB
   * @param text below them; empty for none
   * @throws CulverException.NotPossible as {@link #send}, or if a file cannot be read or is too large
   */
  Outgoing sendFiles(ConversationId conversation, List<Path> files, String text);

  /** As {@link #sendFiles}, but pictures, too, are sent byte for byte, with all that is in them. */
  Outgoing sendFilesUnchanged(ConversationId conversation, List<Path> files, String text);

  /**
   * Gets a file of a message, and waits until it is there. All of it is verified before it is.
   *
   * @param message with {@link Content.Media}
   * @param number which of its files, from 0
   * @param target what it is written to; replaced if it is there
   * @throws CulverException.NotPossible if there is no such file, it is not in the store any more, does not verify or cannot
   *     be written
   */
  void save(Message message, int number, Path target);

  /** Answers a message by a text. See {@link #send}. */
  Outgoing reply(Message to, String text);

  /**
   * Reacts to a message, instead of any reaction of this account before.
   *
   * @param emoji 1 to 64 characters; empty takes the reaction back
   * @throws CulverException.NotPossible if that is no message, or not one that can be reacted to
   */
  Outgoing react(Message to, Optional<String> emoji);

  /**
   * Gives an own message another text, or that below its files.
   *
   * @throws CulverException.NotPossible if it is not one's own, not sent yet, or not there any more
   */
  Outgoing edit(Message message, String text);

  /** Takes an own message back: nothing of it stays with anybody whose client does as it should. See {@link #edit}. */
  Outgoing delete(Message message);

  /** What people make of a message. */
  List<Reaction> reactions(Message message);

  /** The message that a reference names; empty if it is not on this device, or not any more. */
  Optional<Message> message(ConversationId conversation, Reference reference);

  /**
   * Decides how long messages live that are written from now on.
   *
   * @param lifetime 5 seconds to 365 days; empty for good
   * @throws CulverException.NotPossible as {@link #send}, or in a group for whoever is neither owner nor admin
   */
  Outgoing setLifetime(ConversationId conversation, Optional<Duration> lifetime);

  /** How long messages live that are written now; empty for good. */
  Optional<Duration> lifetime(ConversationId conversation);

  /** An own message that is {@link Message.State#FAILED}: tries once more, as a new message at the end. */
  Outgoing resend(ConversationId conversation, MessageId message);

  /** Removes an own message that failed. Others are left as they are. */
  void discard(ConversationId conversation, MessageId message);

  /**
   * The newest lines of a conversation on this device, oldest first, ending with what the outbox holds.
   *
   * @param before only lines whose {@link Message#order} is less; {@link Long#MAX_VALUE} for the newest
   * @param limit at least 1
   */
  List<Message> history(ConversationId conversation, long before, int limit);

  /** Marks everything up to and including this line as read, and tells the authors if read receipts are on. */
  void markRead(Message upTo);

  /** Whether others learn what one has read; on at first. Stored in the profile. */
  void sendReadReceipts(boolean on);

  /** Whether others learn what one has read. */
  boolean sendsReadReceipts();

  /**
   * The person is typing: tells those members who are connected, if this device is, if it may, and if there are no more
   * than ten. To be called as often
   * as something is typed: it tells so at most every five seconds.
   *
   * @throws CulverException.NotPossible if this device knows no such conversation
   */
  void typing(ConversationId conversation);

  /** Whether others learn that one is typing; on at first. Stored in the profile. */
  void sendTyping(boolean on);

  /** Whether others learn that one is typing. */
  boolean sendsTyping();

  // Arriving

  /**
   * Keeps a live connection from now on: opens it, opens it again whenever it is lost, and applies what was missed.
   * Returns at once; {@link Event.Connection} and {@link Event.CaughtUp} tell how it goes.
   */
  void connect();

  /** Ends the live connection. */
  void disconnect();

  /** The state of the live connection. */
  ConnectionState connection();

  /** Fetches and applies everything new, once, and waits until that is done. Needs no live connection. */
  void sync();

  /** How many messages wait in the outbox. */
  int waiting();

  /**
   * Waits until the outbox is empty and, on a live connection, what has arrived and was read is told.
   *
   * @throws CulverException.TimedOut if that is not so in time; what is left stays
   */
  void flush(Duration limit);

  /** Hears events until the subscription is closed. */
  Subscription listen(Listener listener);

  /** Ends the connection and lets go of the folder. What the outbox holds is sent next time. Twice is as good as once. */
  @Override
  void close();
}
