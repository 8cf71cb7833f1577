package app.culver.client.people;

import app.culver.client.Contact;
import app.culver.client.crypto.P256PublicKey;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.crypto.RecipientDevice;
import app.culver.client.crypto.SafetyNumber;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.DirectoryAnswer.ListedDevice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The accounts that this device knows something of. */
public final class People {
  private static final String PREFIX = "account/";

  private final Store store;

  public People(Store store) {
    this.store = store;
  }

  public Contact contact(AccountId account) {
    return person(account).contact();
  }

  /** Whether the account's devices were ever listed. */
  public boolean hasDevicesOf(AccountId account) {
    return person(account).devices().isPresent();
  }

  /** The devices of an account as last listed; none if they never were. */
  public List<ListedDevice> devices(AccountId account) {
    return person(account).current();
  }

  /** The devices of these accounts as last listed, to seal to. @param but this one, which needs no sealed key */
  public List<RecipientDevice> recipients(List<AccountId> accounts, DeviceId but) {
    return accounts.stream().sorted()
        .flatMap(account -> devices(account).stream()
            .map(device -> new RecipientDevice(account, device.device(), device.sealingKey())))
        .filter(recipient -> !recipient.device().equals(but)).toList();
  }

  /** The key that verifies what a device signs, also one that was removed; empty for one never listed. */
  public Optional<P256PublicKey> signingKey(AccountId account, DeviceId device) {
    return person(account).signingKey(device);
  }

  public Optional<ProfileKey> profileKey(AccountId account) {
    return person(account).profileKey();
  }

  /** Whether the safety number was compared and no device changed since. */
  public boolean isVerified(AccountId account) {
    return person(account).verified().isPresent();
  }

  /** The safety number of two accounts, by their devices as last listed. */
  public String safetyNumber(AccountId one, AccountId other) {
    return SafetyNumber.between(person(one).forSafetyNumber(), person(other).forSafetyNumber());
  }

  /** @param safetyNumber that was compared; empty to take the mark away */
  public void markVerified(AccountId account, Optional<String> safetyNumber) {
    var batch = new Batch();
    put(person(account).withVerified(safetyNumber), batch);
    store.write(batch);
  }

  /** The accounts whose profile key is known, with that. */
  public Map<AccountId, ProfileKey> profileKeys() {
    var keys = new TreeMap<AccountId, ProfileKey>();
    persons().forEach(person -> person.profileKey().ifPresent(key -> keys.put(person.account(), key)));
    return keys;
  }

  /** Takes a key to somebody's names from another device of this account, unless one is known. */
  public void told(AccountId account, ProfileKey key, Batch batch) {
    var person = person(account);
    if (person.profileKey().isEmpty()) {
      put(person.withToldKey(key), batch);
    }
  }

  /** Whoever's key is known, but not what it opens. */
  List<AccountId> unlooked() {
    return persons().stream().filter(person -> person.profileKey().isPresent() && person.lookedAt().isEmpty())
        .map(Person::account).toList();
  }

  private List<Person> persons() {
    return store.keys(PREFIX).stream().map(key -> person(new AccountId(key.substring(PREFIX.length())))).toList();
  }

  Person person(AccountId account) {
    return store.get(key(account)).map(json -> Person.read(account, json)).orElseGet(() -> Person.unknown(account));
  }

  void put(Person person, Batch batch) {
    batch.put(key(person.account()), person.write());
  }

  private static String key(AccountId account) {
    return PREFIX + account.value();
  }
}
