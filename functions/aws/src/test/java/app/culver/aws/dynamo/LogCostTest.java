package app.culver.aws.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.conversation.DirectConversation;
import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.memory.Samples;
import java.time.Duration;
import java.util.List;
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

    double used = dynamo.client()
        .putItem(put -> put.tableName(dynamo.table("LogTable"))
            .item(LogItem.write(ID, entry, Samples.NOW.plus(Duration.ofDays(30))))
            .conditionExpression("attribute_not_exists(seq)").returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
        .consumedCapacity().capacityUnits();

    assertThat(used).isEqualTo(units);
  }

  @Test
  void everyAttributeOfAMessageIsListedInThePackagesDescription() {
    Device sender = Samples.device(Samples.account(1), 1);
    Entry.Message entry = new Entry.Message(1, Samples.NOW, sender.account(), sender.id(), 1,
        Samples.envelope(Samples.message(1), 1, List.of()));

    assertThat(LogItem.write(ID, entry, Samples.NOW).keySet()).containsExactlyInAnyOrder("conversation", "seq", "s",
        "d",
        "t", "c", "expires", "i", "u", "n", "e", "r", "g");
  }
}
