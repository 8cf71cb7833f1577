package app.culver.accounts;

import app.culver.core.Bytes;
import app.culver.core.account.Account;
import app.culver.core.refusal.FaultException;

/** {@code profile-request.json}. */
record ProfileRequest(Bytes profile) {
  ProfileRequest {
    if (profile.size() < 1 || profile.size() > Account.MOST_PROFILE_BYTES) {
      throw new FaultException("/profile", "must be 1 to 8,192 bytes");
    }
  }
}
