package app.culver.client.profile;

import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.CulverException;
import app.culver.client.Message;
import app.culver.client.Outgoing;
import app.culver.client.crypto.HpkeSuite;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.outbox.Outbox;
import app.culver.client.store.Batch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Beginning conversations, writing into them, marking them as read. */
final class Writing {
  private final Parts parts;
  private final Calls calls;
  private final Views views;

  Writing(Parts parts, Calls calls, Views views) {
    this.parts = parts;
    this.calls = calls;
    this.views = views;
  }

  CompletableFuture<Conversation> conversationWith(AccountId account) {
    var id = parts.conversations.idWith(account);
    if (parts.history.has(id)) {
      return CompletableFuture.completedFuture(views.conversation(id));
    }
    return parts.conversations.begin(account).thenApply(begun -> {
      parts.sync.want(begun);
      return views.conversation(begun);
    });
  }

  Outgoing send(ConversationId conversation, String text) {
    checkSealable(conversation);
    return sent(conversation, parts.outbox.add(conversation, text));
  }

  /** Sends anything that somebody writes. @param batch stored with it */
  Outgoing send(ConversationId conversation, Content content, Batch batch) {
    checkSealable(conversation);
    return sent(conversation, parts.outbox.add(conversation, content, batch));
  }

  private Outgoing sent(ConversationId conversation, MessageId id) {
    parts.sender.pump(conversation);
    return new Tracked(conversation, parts.session.required().device(), id);
  }

  Outgoing resend(ConversationId conversation, MessageId message) {
    parts.session.required();
    var failed = parts.outbox.message(conversation, message, views.self())
        .filter(queued -> queued.state() == Message.State.FAILED && queued.content() instanceof Content.Text)
        .orElseThrow(() -> new CulverException.NotPossible("there is no such failed message"));
    var outgoing = send(conversation, ((Content.Text) failed.content()).text());
    parts.outbox.discard(conversation, message);
    return outgoing;
  }

  void checkSealable(ConversationId conversation) {
    var devices = parts.people.recipients(parts.history.members(conversation), parts.session.required().device());
    if (devices.size() > HpkeSuite.MAX_RECIPIENT_DEVICES) {
      throw new CulverException.NotPossible(Outbox.tooManyDevices(devices.size()));
    }
  }

  void title(ConversationId group, Content.Titled title) {
    var batch = new Batch();
    parts.groups.title(group, title, batch);
    parts.store.write(batch);
    parts.sender.pump(group);
  }

  void markRead(Message upTo) {
    var conversation = upTo.conversation();
    var lines = parts.history.last(conversation, upTo.order() + 1, 1);
    if (lines.isEmpty()) {
      return;
    }
    var update = parts.history.update(conversation);
    update.read(parts.history.seqUpTo(conversation, lines.get(0).order()), lines.get(0).order());
    update.commit();
    parts.reporter.changed(conversation);
  }

  /** Waits for the outbox and, on a live connection, for what was read to be told. */
  void flush(Duration limit) {
    var done = new CompletableFuture<Void>();
    var told = new AtomicBoolean();
    Events.Watch watch = () -> {
      if (parts.outbox.isEmpty() && told.get()) {
        done.complete(null);
      }
      return done.isDone();
    };
    calls.await(() -> {
      parts.session.required();
      parts.wake();
      parts.events.watch(watch);
      parts.reporter.whenDone(() -> {
        told.set(true);
        parts.events.look();
      });
      return done;
    }, limit, () -> parts.events.forget(watch));
  }

  /** A message on its way, wherever it is by now. */
  private final class Tracked implements Outgoing {
    private final ConversationId conversation;
    private final DeviceId device;
    private final MessageId id;

    private Tracked(ConversationId conversation, DeviceId device, MessageId id) {
      this.conversation = conversation;
      this.device = device;
      this.id = id;
    }

    @Override
    public MessageId id() {
      return id;
    }

    @Override
    public Message message() {
      return calls.now(this::current);
    }

    private Message current() {
      return views.own(conversation, device, id)
          .orElseThrow(() -> new CulverException.NotPossible("the message was discarded"));
    }

    @Override
    public Message await(Message.State state, Duration limit) {
      var reached = new CompletableFuture<Message>();
      Events.Watch watch = () -> {
        if (parts.session.identity().isEmpty()) {
          reached.completeExceptionally(new CulverException.SignedOut("the session has ended: sign in again"));
          return true;
        }
        try {
          var now = current();
          if (now.state().compareTo(state) >= 0) {
            reached.complete(now);
          }
        } catch (CulverException.NotPossible discarded) {
          reached.completeExceptionally(discarded);
        }
        return reached.isDone();
      };
      return calls.await(() -> {
        parts.events.watch(watch);
        return reached;
      }, limit, () -> parts.events.forget(watch));
    }
  }
}
