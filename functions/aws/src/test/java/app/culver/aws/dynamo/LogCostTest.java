package app.culver.aws.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.conversation.DirectConversation;
import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Ciphertext;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.log.Position;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.memory.Samples;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** What the log costs, in the units that AWS bills. These numbers may go down. */
class LogCostTest {
  private static final ConversationId ID = new DirectConversation(Samples.account(1), Samples.account(2)).id();
  private static LocalDynamo dynamo;

  @BeforeAll
  static void start() {
    dynamo = new LocalDynamo();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @ParameterizedTest
  @CsvSource({"144, 1", "272, 1", "528, 1", "1040, 2"})
  void aMessageForTwoDevicesCostsOneWriteUnitUpToThePaddingOf512Bytes(int ciphertext, double units) {
    Device sender = Samples.device(Samples.account(1), 1);
    var recipients = List.of(Samples.device(Samples.account(1), 2), Samples.device(Samples.account(2), 3));
    Entry.Message entry = new Entry.Message(1_000_000 + ciphertext, Samples.NOW, sender.account(), sender.id(), 1,
        Samples.envelope(Samples.message(ciphertext), 7, ciphertext, recipients));

    assertThat(used(entry)).isEqualTo(units);
  }

  @ParameterizedTest
  @CsvSource({"334, 1", "880, 1", "1400, 2"})
  void aMessageOfSuiteMlsCostsTheSameHoweverManyReadIt(int ciphertext, double units) {
    Device sender = Samples.device(Samples.account(1), 1);
    Entry.Message entry = new Entry.Message(2_000_000 + ciphertext, Samples.NOW, sender.account(), sender.id(), 1,
        new Envelope.Mls(Samples.message(ciphertext), new Ciphertext(Samples.bytes(ciphertext, 1))));

    assertThat(used(entry)).isEqualTo(units);
  }

  @Test
  void aChangeOfFortyMembersFitsIntoAWriteUnit() {
    List<NewMember> members = IntStream.range(0, 40).mapToObj(Samples::account).sorted(Identifier.TEXT_ORDER)
        .map(account -> new NewMember(account, Role.MEMBER)).toList();
    Entry.Membership entry = new Entry.Membership(Position.GREATEST, Samples.NOW, Samples.account(1),
        Samples.deviceId(1), Position.GREATEST - 1, new MembershipChange.Added(members), Samples.sign(new byte[0]));

    assertThat(used(entry)).isEqualTo(1);
  }

  private static double used(Entry entry) {
    return dynamo.client()
        .putItem(put -> put.tableName(dynamo.table("LogTable"))
            .item(LogItem.write(ID, entry, Samples.NOW.plus(Duration.ofDays(30))))
            .conditionExpression("attribute_not_exists(seq)").returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
        .consumedCapacity().capacityUnits();
  }

  @Test
  void everyAttributeOfAMessageIsListedInThePackagesDescription() {
    Device sender = Samples.device(Samples.account(1), 1);
    Entry.Message entry = new Entry.Message(1, Samples.NOW, sender.account(), sender.id(), 1,
        Samples.envelope(Samples.message(1), 1, List.of()));

    assertThat(LogItem.write(ID, entry, Samples.NOW).keySet()).containsExactlyInAnyOrder("conversation", "seq", "s",
        "d",
        "t", "c", "expires", "i", "u", "n", "e", "r", "g");
    assertThat(LogItem.write(ID, new Entry.Message(1, Samples.NOW, sender.account(), sender.id(), 1,
        new Envelope.Mls(Samples.message(1), new Ciphertext(Samples.bytes(17, 1)))), Samples.NOW).keySet())
        .containsExactlyInAnyOrder("conversation", "seq", "s", "d", "t", "c", "expires", "i", "u", "e");
  }
}
