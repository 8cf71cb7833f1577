package app.culver.core.model;

import app.culver.core.Bytes;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import app.culver.core.identifier.MessageId;
import app.culver.core.log.Ciphertext;
import app.culver.core.log.Envelope;
import app.culver.core.log.Nonce;
import app.culver.core.log.Recipient;
import app.culver.core.log.SealedKey;
import app.culver.core.memory.Samples;
import app.culver.core.signature.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Envelopes of suite hpke whose bytes follow from a number. */
final class Envelopes {
  private Envelopes() {}

  /** @param stranger somebody who stands among the recipients without a device */
  static Envelope sealed(MessageId id, int number, Map<DeviceId, AccountId> devices, Optional<AccountId> stranger) {
    Map<AccountId, List<Recipient.Device>> recipients = new TreeMap<>(Identifier.TEXT_ORDER);
    byte[] key = Samples.bytes(SealedKey.SIZE, number).toArray();
    key[0] = 4;
    Map<DeviceId, AccountId> sorted = new TreeMap<>(Identifier.TEXT_ORDER);
    sorted.putAll(devices);
    sorted.forEach((device, account) -> recipients.computeIfAbsent(account, _ -> new ArrayList<>())
        .add(new Recipient.Device(device, new SealedKey(Bytes.of(key)))));
    stranger.ifPresent(account -> recipients.put(account, List.of()));
    return new Envelope.Hpke(id, new Nonce(Samples.bytes(Nonce.SIZE, number)),
        new Ciphertext(Samples.bytes(144, number)),
        recipients.entrySet().stream().map(each -> new Recipient(each.getKey(), each.getValue())).toList(),
        new Signature(Samples.bytes(Signature.SIZE, number)));
  }
}
