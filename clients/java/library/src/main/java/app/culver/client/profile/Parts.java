package app.culver.client.profile;

import app.culver.client.ConnectionState;
import app.culver.client.Content;
import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.Settings;
import app.culver.client.crypto.DeviceKeys;
import app.culver.client.firebase.FirebaseRest;
import app.culver.client.group.Blocks;
import app.culver.client.group.Groups;
import app.culver.client.history.History;
import app.culver.client.history.Lifetimes;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MediaId;
import app.culver.client.identifier.MessageId;
import app.culver.client.loop.Loop;
import app.culver.client.media.Downloads;
import app.culver.client.media.Spool;
import app.culver.client.media.Uploads;
import app.culver.client.outbox.Outbox;
import app.culver.client.outbox.Sender;
import app.culver.client.people.Directory;
import app.culver.client.people.Lookups;
import app.culver.client.people.People;
import app.culver.client.people.Profiles;
import app.culver.client.people.Self;
import app.culver.client.receipts.Receiver;
import app.culver.client.receipts.Reporter;
import app.culver.client.session.Api;
import app.culver.client.session.Session;
import app.culver.client.session.SignIn;
import app.culver.client.siblings.Learning;
import app.culver.client.siblings.Telling;
import app.culver.client.signal.Signals;
import app.culver.client.signal.Typing;
import app.culver.client.socket.Socket;
import app.culver.client.store.Store;
import app.culver.client.sync.Applier;
import app.culver.client.sync.Conversations;
import app.culver.client.sync.Sync;
import app.culver.client.transport.Exchange;
import app.culver.client.transport.Retry;
import app.culver.client.wire.Synced;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The parts of a profile, made and connected. */
final class Parts {
  final Loop loop;
  final SecureRandom random;
  final Store store;
  final Events events;
  final Session session;
  final SignIn signIn;
  final Api api;
  final Self self;
  final People people;
  final Directory directory;
  final Profiles profiles;
  final Lookups lookups;
  final History history;
  final Conversations conversations;
  final Groups groups;
  final Blocks blocks;
  final Outbox outbox;
  final Notes notes;
  final Telling telling;
  final Sync sync;
  final Sender sender;
  final Socket socket;
  final Receiver receiver;
  final Reporter reporter;
  final Typing typing;
  final Signals signals;
  final FirebaseRest firebase;
  final Spool spool;
  final Uploads uploads;
  final Downloads downloads;
  final Lifetimes lifetimes;

  Parts(Settings settings, Environment environment, Store store, Optional<DeviceKeys> keys, Events events) {
    this.loop = environment.loop();
    this.store = store;
    this.events = events;
    this.random = environment.random();
    var exchange = new Exchange(loop, environment.http(), settings.api().toString());
    var retry = new Retry(loop, random);
    session = new Session(loop, store, exchange, retry, settings.issuer(), keys, this::sessionEnded);
    signIn = new SignIn(loop, exchange, retry, session, settings.issuer());
    api = new Api(loop, exchange, session, retry);
    self = new Self(store);
    people = new People(store);
    history = new History(store);
    directory = new Directory(loop, store, people, api, new DeviceNotices(history, self, loop.clock()), events);
    profiles = new Profiles(loop, store, people, self, session, api, random, events);
    lookups = new Lookups(loop, store, session, people, profiles);
    conversations = new Conversations(loop, api, session, history,
        added -> loop.execute(() -> added(added)), events);
    outbox = new Outbox(loop, store, history, session, random, this::tell, events::look);
    notes = new Notes(history, outbox, self);
    groups = new Groups(loop, store, random, api, session, history, outbox, conversations, this::want);
    blocks = new Blocks(loop, store, api);
    receiver = new Receiver(history, session, events);
    var applier = new Applier(history, people, directory, session, conversations, outbox::take, groups,
        new Learning(store, session, history, people, profiles, lookups::go,
            changed -> loop.execute(() -> changed(changed))),
        this::tell, loop.clock());
    sync = new Sync(loop, api, session, history, applier, conversations, new SyncHooks(), random);
    socket = new Socket(loop, session, environment.dialer(), new Live(this, random), random);
    sender = new Sender(loop, random, store, outbox, history, people, directory, session, self,
        new SocketOrHttp(loop, socket, api, session), new SenderLogs(), this::isReady);
    telling = new Telling(store, session, self, people, profiles, history, conversations, outbox, new TellingLogs());
    reporter = new Reporter(loop, history, session, socket, self::sendsReadReceipts);
    typing = new Typing(loop, random, history, people, directory, session, socket, self::sendsTyping);
    signals = new Signals(history, people, session, socket, loop.clock(), events);
    firebase = new FirebaseRest(environment.http(), settings.firebase());
    spool = new Spool(environment.files());
    uploads = new Uploads(loop, random, store, spool, api, environment.http(), new UploadsEnd());
    downloads = new Downloads(loop, api, environment.http(), retry);
    lifetimes = new Lifetimes(loop, store, history, self::account, events);
    loop.execute(() -> {
      uploads.tidy(outbox.files());
      events.watch(() -> {
        if (lifetimes.areAwaited()) {
          loop.execute(lifetimes::look);
        }
        return false;
      });
    });
  }

  /** One that is there for what devices tell each other appears when the person writes in it. */
  private void added(ConversationId conversation) {
    if (!notes.areEmpty(conversation)) {
      events.accept(new Event.ConversationAdded(new Views(this).conversation(conversation)));
    }
  }

  private void changed(ConversationId conversation) {
    var views = new Views(this);
    if (!views.isHidden(conversation)) {
      events.accept(new Event.ConversationChanged(views.conversation(conversation)));
    }
  }

  private void tell(Event event) {
    if (event instanceof Event.MessageAdded line && notes.areEmpty(line.message().conversation())) {
      events.look();
      return;
    }
    if (event instanceof Event.MessageAdded line && notes.beginWith(line.message())) {
      added(line.message().conversation());
    }
    events.accept(event);
  }

  private boolean isReady(Content content) {
    return uploads.isReady(content);
  }

  private void want(ConversationId conversation) {
    sync.want(conversation);
  }

  private void sessionEnded(String reason) {
    stop(ConnectionState.SIGNED_OUT);
    events.accept(new Event.SignedOut(reason));
  }

  /** Whether the server numbers its logs otherwise than what is here. */
  boolean isBehind() {
    return history.epoch() != 0 && history.epoch() < socket.logEpoch();
  }

  /** Ends whatever is under way. */
  void stop(ConnectionState as) {
    socket.close(as);
    sync.stop(new CulverException.SignedOut("the session has ended: sign in again"));
    sender.stop();
    uploads.stop();
    groups.stop(new CulverException.SignedOut("the session has ended: sign in again"));
  }

  /** Sends whatever waits, without waiting any longer: the way to the server has just opened. */
  void wake() {
    sender.wake();
    uploads.wake();
  }

  private final class UploadsEnd implements Uploads.Outcome {
    @Override
    public void done(ConversationId conversation) {
      sender.pump(conversation);
    }

    @Override
    public void failed(ConversationId conversation, MediaId media, String reason) {
      outbox.fail(conversation, media, reason);
    }
  }

  private final class SyncHooks implements Sync.Hooks {
    @Override
    public void receipt(ConversationId conversation, Synced.Receipt receipt) {
      receiver.received(conversation, receipt);
    }

    @Override
    public boolean isBehind() {
      return Parts.this.isBehind();
    }

    @Override
    public boolean isTold(ConversationId conversation) {
      return reporter.isKnown(conversation);
    }

    @Override
    public void repeated(ConversationId conversation) {
      reporter.tellAgain(conversation);
    }

    @Override
    public void advanced(ConversationId conversation, boolean complete) {
      sender.advanced(conversation, complete);
      groups.advanced(conversation);
      reporter.changed(conversation);
    }

    @Override
    public void behind(long missing) {
      events.accept(new Event.CatchingUp(missing));
    }

    @Override
    public void missing(ConversationId conversation) {
      history.standing(conversation).ifPresent(group -> {
        var update = history.update(conversation);
        update.standing(group.gone());
        update.commit();
      });
      sender.missing(conversation);
    }

    @Override
    public void epochBegan() {
      sender.epochBegan();
      reporter.epochBegan();
    }
  }

  private final class TellingLogs implements Telling.Logs {
    @Override
    public CompletableFuture<Void> catchUp() {
      return sync.catchUp();
    }

    @Override
    public void want(ConversationId conversation) {
      sync.want(conversation);
    }

    @Override
    public void send(ConversationId conversation) {
      sender.pump(conversation);
    }
  }

  private final class SenderLogs implements Sender.Logs {
    @Override
    public void want(ConversationId conversation) {
      sync.want(conversation);
    }

    @Override
    public void accepted(ConversationId conversation, MessageId id, long seq) {
      sync.accepted(conversation, id, seq);
    }

    @Override
    public CompletableFuture<ConversationId> begin(ConversationId conversation) {
      return conversations.beginAgain(conversation);
    }
  }
}
