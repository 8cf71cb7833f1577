package app.culver.local.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.clock.CloudClock;
import app.culver.local.engine.AwsJson;
import app.culver.local.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html */
class ExpiryTest {
  private static final Template TEMPLATE = Template.read(Path.of("src/test/resources/template.yaml"));
  private static final String TABLE = TEMPLATE.table("ChatTable").name();
  private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

  private final CloudClock clock = CloudClock.manual(LONG_AGO);
  private DynamoDbLocal dynamo;
  private AwsJson client;

  @BeforeEach
  void start() {
    dynamo = DynamoDbLocal.start();
    dynamo.createTables(TEMPLATE);
    client = new AwsJson(dynamo.endpoint());
  }

  @AfterEach
  void stop() {
    dynamo.close();
  }

  @Test
  void whatHasNotExpiredByTheCloudsClockStays() {
    put(1, LONG_AGO.plusSeconds(60));
    new Expiry(dynamo.endpoint(), TEMPLATE, clock).daily(clock);

    clock.advance(Duration.ofSeconds(50));

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void whatHasExpiredIsStillFoundUntilTheDayIsOver() {
    new Expiry(dynamo.endpoint(), TEMPLATE, clock).daily(clock);
    put(1, LONG_AGO.plusSeconds(60));

    clock.advance(Duration.ofHours(23));
    assertThat(count()).isEqualTo(1);
    clock.advance(Duration.ofHours(1));
    assertThat(count()).isZero();
  }

  @Test
  void whatHasExpiredIsGoneAfterASweepAndTheRestIsNot() {
    put(1, LONG_AGO.minusSeconds(1));
    put(2, LONG_AGO.plusSeconds(1));

    new Expiry(dynamo.endpoint(), TEMPLATE, clock).sweep();

    assertThat(count()).isEqualTo(1);
  }

  private void put(int seq, Instant expires) {
    client.call("DynamoDB_20120810.PutItem",
        Map.of("TableName", TABLE, "Item", Map.of("room", Map.of("B", "cm9vbQ=="), "seq",
            Map.of("N", Integer.toString(seq)), "expires", Map.of("N", Long.toString(expires.getEpochSecond())))));
  }

  private int count() {
    return client.call("DynamoDB_20120810.Scan", Map.of("TableName", TABLE)).path("Count").asInt();
  }
}
