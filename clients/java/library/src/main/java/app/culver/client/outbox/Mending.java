package app.culver.client.outbox;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.history.History;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.loop.Loop;
import app.culver.client.people.Directory;
import app.culver.client.transport.Retry;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What is done about a send that did not succeed: mend it, look for it in the log, wait, or give the message up. */
final class Mending {
  /** So often a log is looked into for members whom the server names, before they are taken for invented. */
  private static final int MOST_LOOKS = 4;

  private final Loop loop;
  private final Outbox outbox;
  private final Items items;
  private final History history;
  private final Directory directory;
  private final Sender.Logs logs;
  private final Consumer<ConversationId> pump;

  /** @param pump sends what waits in a conversation's queue */
  Mending(Loop loop, Outbox outbox, History history, Directory directory, Sender.Logs logs,
      Consumer<ConversationId> pump) {
    this.loop = loop;
    this.outbox = outbox;
    this.items = outbox.items();
    this.history = history;
    this.directory = directory;
    this.logs = logs;
    this.pump = pump;
  }

  /** The server did not accept a message. What is to be done depends on why. */
  void refused(ConversationId conversation, Lane lane, Item item, Problem problem) {
    if (!isWaiting(item)) {
      // Meanwhile sync has found it in the log.
      pump.accept(conversation);
    } else if (problem instanceof Problem.StaleDeviceList stale) {
      reseal(conversation, lane, item, stale);
    } else if (problem instanceof Problem.MessageIdReused reused) {
      // An attempt that was given up got through after all, sealed to the devices of that moment.
      accepted(conversation, lane, item, reused.seq());
    } else if (problem instanceof Problem.SyncFirst behind) {
      lane.syncFirst(behind.tail());
      logs.want(conversation);
    } else if (problem.status() == 401 || Retry.passes(problem)) {
      failed(conversation, lane, new CulverException.Refused(problem));
    } else if (problem instanceof Problem.NotFound && history.standing(conversation).isPresent()) {
      // No member any more, as the log is about to say.
      logs.want(conversation);
      lane.again(loop, () -> pump.accept(conversation));
    } else if (problem instanceof Problem.NotFound) {
      begin(conversation, lane, item);
    } else {
      outbox.fail(item, problem.detail());
      pump.accept(conversation);
    }
  }

  /** Begins anew a conversation that the server does not have. */
  void begin(ConversationId conversation, Lane lane, Item item) {
    lane.busy(true);
    loop.when(logs.begin(conversation), begun -> {
      lane.busy(false);
      logs.want(conversation);
      lane.again(loop, () -> pump.accept(conversation));
    }, failure -> {
      lane.busy(false);
      if (failure instanceof CulverException.Refused refused && refused.problem() instanceof Problem.NotFound gone) {
        outbox.fail(item, gone.detail());
        pump.accept(conversation);
      } else {
        failed(conversation, lane, failure);
      }
    });
  }

  private void accepted(ConversationId conversation, Lane lane, Item item, long seq) {
    var accepted = item.accepted(seq, loop.clock().instant());
    outbox.put(List.of(accepted));
    outbox.changed(accepted);
    lane.succeeded();
    logs.want(conversation);
    outbox.place(conversation);
    pump.accept(conversation);
  }

  private void reseal(ConversationId conversation, Lane lane, Item item, Problem.StaleDeviceList stale) {
    var members = history.members(conversation);
    if (stale.missing().stream().anyMatch(device -> !members.contains(device.account()))) {
      // Sealing to members whom nobody is known to have added would be believing the server: the log has to tell.
      if (lane.looks() > MOST_LOOKS) {
        outbox.fail(item, "the server wants it sealed to people whom no one is known to have made members");
        pump.accept(conversation);
        return;
      }
      outbox.put(items.waiting(conversation).stream().map(Item::unsealed).toList());
      lane.syncFirst(Long.MAX_VALUE);
      logs.want(conversation);
      return;
    }
    if (history.standing(conversation).isPresent() && !stale.extra().isEmpty()) {
      // Whoever has a device too many on the list may be a member no more.
      logs.want(conversation);
    }
    refresh(conversation, lane, history.members(conversation), () -> {
      outbox.put(items.waiting(conversation).stream().map(Item::unsealed).toList());
      // A list that is stale again at once is a race, or a fault of the server: not to be repeated without end.
      lane.again(loop, () -> pump.accept(conversation));
    });
  }

  /** The server could not be asked: tries again later. */
  void failed(ConversationId conversation, Lane lane, CulverException failure) {
    if (failure instanceof CulverException.SignedOut) {
      return;
    }
    lane.later(loop, Retry.passesAfter(failure).orElse(Duration.ZERO), () -> pump.accept(conversation));
  }

  /** Whether sync has not found it in the log meanwhile, nor the person discarded it. */
  boolean isWaiting(Item item) {
    return items.find(item.conversation(), item.id()).filter(Item::isWaiting).isPresent();
  }

  /** Fetches the devices of these accounts, and goes on. */
  void refresh(ConversationId conversation, Lane lane, List<AccountId> accounts, Runnable then) {
    lane.busy(true);
    loop.when(directory.refresh(accounts), done -> {
      lane.busy(false);
      then.run();
    }, failure -> {
      lane.busy(false);
      failed(conversation, lane, failure);
    });
  }
}
