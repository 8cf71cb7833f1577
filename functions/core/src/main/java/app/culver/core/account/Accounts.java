package app.culver.core.account;

import app.culver.core.Bytes;
import app.culver.core.identifier.AccountId;
import java.util.Optional;

/** Port to accounts and to what they are found by. Every read sees what was written before it. */
public interface Accounts {

  /** The account; empty if there is none. */
  Optional<Account> find(AccountId account);

  /** Whose handle it is; empty if it is nobody's. */
  Optional<AccountId> byHandle(Handle handle);

  /** Whose phone number it is; empty if it is nobody's. */
  Optional<AccountId> byPhone(PhoneMac phone);

  /** Replaces the profile of an account that exists. Never {@link Change#TAKEN}. */
  Change writeProfile(AccountId account, Bytes profile);

  /**
   * Gives the account the handle and frees the former one, both or neither.
   *
   * @param former the handle that the account has, as far as the caller knows; another one
   */
  Change claim(AccountId account, Optional<Handle> former, Handle handle);

  /** Frees the handle of the account. Never {@link Change#TAKEN}. */
  Change release(AccountId account, Handle handle);

  /** What became of an attempt to change something. */
  enum Change {
    DONE,
    /** The handle is another account's. */
    TAKEN,
    /** The account is not what the caller thought, or another writer got in between: read it and try again. */
    RACED
  }
}
