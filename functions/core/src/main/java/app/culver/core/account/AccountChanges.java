package app.culver.core.account;

import app.culver.core.Bytes;
import app.culver.core.account.Accounts.Change;
import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Races;
import app.culver.core.identifier.AccountId;
import app.culver.core.refusal.Refusal.HandleTaken;
import app.culver.core.refusal.Refusal.NotFound;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Changes what an account's owner may change, again after a lost race. Each throws NotFound if there is no such account
 * and Busy after too many races.
 */
public final class AccountChanges {
  private final Accounts accounts;
  private final Races races;

  public AccountChanges(Accounts accounts, Backoff backoff) {
    this.accounts = accounts;
    this.races = new Races(backoff);
  }

  /** Replaces the profile. */
  public void writeProfile(AccountId account, Bytes profile) {
    change(() -> accounts.writeProfile(account, profile));
  }

  /**
   * Makes the handle the account's, and nobody's the one it had. Nothing changes if it has this one already.
   *
   * @throws app.culver.core.refusal.RefusedException HandleTaken if it is another account's
   */
  public void claim(AccountId account, Handle handle) {
    change(() -> {
      Optional<Handle> former = handle(account);
      return former.equals(Optional.of(handle)) ? Change.DONE : accounts.claim(account, former, handle);
    });
  }

  /** Frees the account's handle, if it has one. */
  public void release(AccountId account) {
    change(() -> handle(account).map(handle -> accounts.release(account, handle)).orElse(Change.DONE));
  }

  private Optional<Handle> handle(AccountId account) {
    return accounts.find(account).orElseThrow(() -> new NotFound().exception()).handle();
  }

  private void change(Supplier<Change> attempt) {
    Change change = races.win(() -> Optional.of(attempt.get()).filter(ended -> ended != Change.RACED));
    if (change == Change.TAKEN) {
      throw new HandleTaken().exception();
    }
  }
}
