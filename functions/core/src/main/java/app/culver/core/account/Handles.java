package app.culver.core.account;

import app.culver.core.account.Accounts.Claim;
import app.culver.core.concurrent.Backoff;
import app.culver.core.identifier.AccountId;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.Refusal.HandleTaken;
import app.culver.core.refusal.Refusal.NotFound;
import java.util.Optional;
import java.util.function.Function;

/** Claims and frees handles. */
public final class Handles {
  private static final int ATTEMPTS = 5;
  private static final int RETRY_AFTER_MILLIS = 1000;

  private final Accounts accounts;
  private final Backoff backoff;

  public Handles(Accounts accounts, Backoff backoff) {
    this.accounts = accounts;
    this.backoff = backoff;
  }

  /**
   * Makes the handle the account's, and nobody's the one it had. Nothing changes if it has this one already.
   *
   * @throws app.culver.core.refusal.RefusedException HandleTaken if it is another account's; Busy after too many races
   */
  public void claim(AccountId account, Handle handle) {
    change(account, former -> former.equals(Optional.of(handle))
        ? Claim.DONE
        : accounts.claim(account, former, handle));
  }

  /** Frees the account's handle, if it has one. */
  public void release(AccountId account) {
    change(account, former -> former.map(handle -> accounts.release(account, handle)).orElse(Claim.DONE));
  }

  private void change(AccountId account, Function<Optional<Handle>, Claim> attempt) {
    for (int i = 1; i <= ATTEMPTS; i++) {
      Account found = accounts.find(account).orElseThrow(() -> new NotFound().exception());
      switch (attempt.apply(found.handle())) {
        case DONE -> {
          return;
        }
        case TAKEN -> throw new HandleTaken().exception();
        case RACED -> backoff.await(i);
      }
    }
    throw new Busy(RETRY_AFTER_MILLIS).exception();
  }
}
