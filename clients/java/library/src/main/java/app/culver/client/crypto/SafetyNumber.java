package app.culver.client.crypto;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sixty digits that two people compare by another way than Culver: they agree only if both see the same keys. Made as
 * Signal's are: per person 30 digits of an iterated hash, the two sorted.
 */
public final class SafetyNumber {
  private static final short VERSION = 1;
  private static final int ITERATIONS = 5_200;
  private static final int GROUPS = 6;

  private SafetyNumber() {}

  /** A device and its keys. */
  public record Device(DeviceId device, P256PublicKey signingKey, P256PublicKey sealingKey) {}

  /** An account and all of its devices, in any order. */
  public record Person(AccountId account, List<Device> devices) {}

  /** The number of two people, the same whoever asks: 60 digits without spaces. */
  public static String between(Person one, Person other) {
    return Stream.of(digits(one), digits(other)).sorted().collect(Collectors.joining());
  }

  private static String digits(Person person) {
    var input = input(person);
    var hash = ByteBuffer.wrap(iterated(input));
    return IntStream.range(0, GROUPS).mapToObj(group -> {
      var chunk = ((long) (hash.get() & 0xff) << 32) | (hash.getInt() & 0xffff_ffffL);
      return String.format(Locale.ROOT, "%05d", chunk % 100_000);
    }).collect(Collectors.joining());
  }

  private static byte[] input(Person person) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort(VERSION).array());
    bytes.writeBytes(person.account().bytes());
    person.devices().stream().sorted(Comparator.comparing(device -> device.device().value())).forEach(device -> {
      bytes.writeBytes(device.device().bytes());
      bytes.writeBytes(device.signingKey().bytes());
      bytes.writeBytes(device.sealingKey().bytes());
    });
    return bytes.toByteArray();
  }

  /** SHA-512 of the input, then again and again of the last hash followed by the input: slow to search for a match. */
  private static byte[] iterated(byte[] input) {
    try {
      var sha512 = MessageDigest.getInstance("SHA-512");
      var hash = sha512.digest(input);
      for (var i = 1; i < ITERATIONS; i++) {
        sha512.update(hash);
        hash = sha512.digest(input);
      }
      return hash;
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
