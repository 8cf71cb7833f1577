package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening.Fetched;
import app.culver.acceptance.history.Happening.Placed;
import app.culver.acceptance.support.Cloud;
import java.time.Duration;
import java.util.stream.LongStream;

/** A talk that is taken up again when everything of its first part has expired, and is disturbed in both. */
final class ExpiringTalk extends Talk {
  /** Three of these are longer than messages are kept, and one is shorter than a session lasts. */
  private static final Duration STEP = Duration.ofDays(11);
  private static final int STEPS = 3;

  private long expired;

  ExpiringTalk(Whereabouts whereabouts, Plan plan) {
    super(whereabouts, plan);
  }

  @Override
  boolean isTakenUpAgain() {
    return true;
  }

  @Override
  void again(int messages) {
    calmDown();
    look();
    expired = Cloud.running().tables().tail(conversation);
    for (var step = 0; step < STEPS; step++) {
      Cloud.running().clock().advance(STEP);
      stayAwake();
    }
    troubles().begin();
    write(messages);
    flush();
    lastWord();
  }

  @Override
  long first(String account) {
    return Math.max(super.first(account), expired + 1);
  }

  @Override
  String failure() {
    var returned = history().all(Fetched.class).stream().filter(fetched -> fetched.first() > 1)
        .flatMapToLong(fetched -> positions(fetched).filter(seq -> seq <= expired)).toArray();
    return super.failure()
        + (returned.length == 0 ? "" : "expired and returned: " + LongStream.of(returned).boxed().toList());
  }

  private static LongStream positions(Fetched fetched) {
    return fetched.entries().stream().mapToLong(Placed::seq);
  }
}
