package app.culver.local.firebase;

import app.culver.local.gateway.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who signed in with which number: the same number is always the same account. */
final class PhoneAccounts {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int UID_LENGTH = 28;

  private final Optional<Path> file;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Account> byPhone = new LinkedHashMap<>();

  /** @param folder where accounts are kept; empty to forget them at the end */
  PhoneAccounts(Optional<Path> folder) {
    file = folder.map(path -> path.resolve("firebase-accounts.json"));
    file.filter(Files::exists).ifPresent(this::load);
  }

  record Account(String uid, String phoneNumber, Instant createdAt) {}

  synchronized Optional<Account> ofPhone(String phoneNumber) {
    return Optional.ofNullable(byPhone.get(phoneNumber));
  }

  synchronized Optional<Account> ofUid(String uid) {
    return byPhone.values().stream().filter(account -> account.uid().equals(uid)).findFirst();
  }

  synchronized Account create(String phoneNumber, Instant now) {
    var uid = random.ints(UID_LENGTH, 0, LETTERS.length()).mapToObj(LETTERS::charAt)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append).toString();
    var account = new Account(uid, phoneNumber, now);
    byPhone.put(phoneNumber, account);
    file.ifPresent(this::save);
    return account;
  }

  private void load(Path path) {
    try {
      var root = Json.parse(Files.readAllBytes(path))
          .orElseThrow(() -> new IllegalStateException(path + " is damaged: delete it to start without accounts"));
      for (var node : root.path("accounts")) {
        var phone = node.path("phoneNumber").asText();
        byPhone.put(phone,
            new Account(node.path("uid").asText(), phone, Instant.ofEpochMilli(node.path("createdAt").asLong())));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + path, failure);
    }
  }

  /** Writes beside and renames, so that a kill leaves either the old file or the new one. */
  private void save(Path path) {
    var root = Json.object();
    var accounts = root.putArray("accounts");
    byPhone.values().forEach(account -> accounts.addObject().put("uid", account.uid())
        .put("phoneNumber", account.phoneNumber()).put("createdAt", account.createdAt().toEpochMilli()));
    var beside = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.createDirectories(path.getParent());
      Files.write(beside, Json.bytes(root));
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + path, failure);
    }
  }
}
