package app.culver.acceptance.privacy;

import app.culver.client.crypto.StorageCipher;
import java.util.Arrays;

/** Encrypts nothing, and tells the search which device keys a client stores. */
final class Listening implements StorageCipher {
  private static final int NUMBER = 32;

  private final Search search;

  Listening(Search search) {
    this.search = search;
  }

  @Override
  public byte[] seal(String label, byte[] plaintext) {
    if (label.equals("device keys")) {
      search.add("private signing key of the client", Arrays.copyOfRange(plaintext, 1, 1 + NUMBER));
      search.add("private sealing key of the client", Arrays.copyOfRange(plaintext, 1 + NUMBER, 1 + 2 * NUMBER));
    }
    return plaintext.clone();
  }

  @Override
  public byte[] open(String label, byte[] sealed) {
    return sealed.clone();
  }
}
