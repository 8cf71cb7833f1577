package app.culver.core.model;

import app.culver.core.account.AccountStores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of the system and of the model, in whole seconds, as DynamoDB keeps it for what expires. */
public final class Clock implements InstantSource {
  private Instant now = AccountStores.NOW;

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }
}
