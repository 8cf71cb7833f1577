package app.culver.client.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HpkeSuiteTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private final SecureRandom random = new SecureRandom();
  private final HpkeSuite suite = new HpkeSuite(random);
  private final TestDevice sender = TestDevice.named("alice's phone");
  private final Origin origin = new Origin(ConversationId.of(bytes()), sender.account(), sender.device());
  private final MessageId message = MessageId.of(bytes());

  @Test
  void everyRecipientDeviceOpensWhatWasSealed() {
    var recipients = List.of("bob's phone", "alice's laptop", "bob's tablet");
    var envelope = seal(HELLO, recipients.stream().map(name -> TestDevice.named(name).recipient()).toList());
    for (var name : recipients) {
      assertThat(open(envelope, TestDevice.named(name))).isInstanceOfSatisfying(Opened.Content.class,
          content -> assertThat(content.bytes()).isEqualTo(HELLO));
    }
    assertThat(open(envelope, TestDevice.named("carol's phone"))).isInstanceOf(Opened.NotForThisDevice.class);
  }

  @Test
  void recipientsStandInTheOrderOfTheirIdentifiers() {
    var recipients = IntStream.range(0, 12)
        .mapToObj(i -> new RecipientDevice(AccountId.of(bytes()), DeviceId.of(bytes()), sender.keys().sealingKey()))
        .toList();
    var accounts = seal(HELLO, recipients).recipients().stream().map(recipient -> recipient.account().value()).toList();
    assertThat(accounts).hasSize(12).isSortedAccordingTo(Comparator.naturalOrder());
  }

  @Test
  void theLargestContentMakesTheLargestCiphertext() {
    var content = new byte[HpkeSuite.MAX_CONTENT_BYTES];
    random.nextBytes(content);
    var bob = TestDevice.named("bob's phone");
    var envelope = seal(content, List.of(bob.recipient()));
    assertThat(envelope.ciphertext()).hasSize(65_536);
    assertThat(open(envelope, bob)).isInstanceOfSatisfying(Opened.Content.class,
        opened -> assertThat(opened.bytes()).isEqualTo(content));
  }

  @Test
  void nothingIsUsedTwice() {
    var bob = List.of(TestDevice.named("bob's phone").recipient());
    var one = seal(HELLO, bob);
    var other = seal(HELLO, bob);
    assertThat(one.nonce()).isNotEqualTo(other.nonce());
    assertThat(one.ciphertext()).isNotEqualTo(other.ciphertext());
    assertThat(one.recipients().get(0).devices().get(0).sealed())
        .isNotEqualTo(other.recipients().get(0).devices().get(0).sealed());
  }

  @Test
  void moreDevicesThanTheSuiteServesAreRefused() {
    var recipients = IntStream.range(0, 65)
        .mapToObj(i -> new RecipientDevice(sender.account(), DeviceId.of(bytes()), sender.keys().sealingKey()))
        .toList();
    assertThatIllegalArgumentException().isThrownBy(() -> seal(HELLO, recipients)).withMessageContaining("64");
  }

  @Test
  void aDeviceNamedTwiceIsRefused() {
    var bob = TestDevice.named("bob's phone").recipient();
    assertThatIllegalArgumentException().isThrownBy(() -> seal(HELLO, List.of(bob, bob)));
  }

  private Envelope seal(byte[] content, List<RecipientDevice> recipients) {
    return suite.seal(origin, message, content, recipients, sender.keys());
  }

  private Opened open(Envelope envelope, TestDevice recipient) {
    return HpkeSuite.open(origin, envelope, sender.keys().signingKey(), recipient.account(), recipient.device(),
        recipient.keys());
  }

  private byte[] bytes() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return bytes;
  }
}
