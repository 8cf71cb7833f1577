package app.culver.accounts;

import app.culver.core.account.Directory;
import app.culver.core.identifier.AccountId;
import app.culver.core.refusal.FaultException;
import java.util.HashSet;
import java.util.List;

/** {@code directory-request.json}. */
record DirectoryRequest(List<AccountId> accounts) {
  DirectoryRequest {
    accounts = List.copyOf(accounts);
    if (accounts.isEmpty() || accounts.size() > Directory.MOST_ACCOUNTS
        || new HashSet<>(accounts).size() < accounts.size()) {
      throw new FaultException("/accounts", "must be 1 to 100 accounts, each once");
    }
  }
}
