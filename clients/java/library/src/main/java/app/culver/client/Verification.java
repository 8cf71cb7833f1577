package app.culver.client;

import app.culver.client.identifier.AccountId;

/**
 * What two people compare by another way than Culver.
 *
 * @param safetyNumber 60 digits, the same for both if nobody is in between
 * @param verified whether it was marked as compared and has not changed since
 */
public record Verification(AccountId account, String safetyNumber, boolean verified) {

  /** The number as people read it: twelve groups of five digits. */
  public String grouped() {
    return app.culver.client.crypto.SafetyNumber.grouped(safetyNumber);
  }
}
