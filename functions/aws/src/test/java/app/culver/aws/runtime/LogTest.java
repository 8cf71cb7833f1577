package app.culver.aws.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.identifier.AccountId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class LogTest {
  private final List<String> lines = new ArrayList<>();
  private final Log log = new Log(lines::add, "id-1");

  private JsonNode line() {
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).doesNotContain("\n", "\r");
    try {
      return new ObjectMapper().readTree(lines.getFirst());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aLineIsOneJsonObject() {
    log.info("delivered", "posts", 3, "late", true);
    assertThat(line().path("level").asText()).isEqualTo("INFO");
    assertThat(line().path("event").asText()).isEqualTo("delivered");
    assertThat(line().path("requestId").asText()).isEqualTo("id-1");
    assertThat(line().path("posts").isInt()).isTrue();
    assertThat(line().path("posts").asInt()).isEqualTo(3);
    assertThat(line().path("late").isBoolean()).isTrue();
    assertThat(line().path("timestamp").asText()).endsWith("Z");
  }

  @Test
  void noFieldBreaksOutOfItsLine() {
    log.info("seen", "agent", "a\r\nb\u001b[31m\u2028\u202e\u0000\",\"level\":\"ERROR\ud800", "long", "x".repeat(5000));
    assertThat(line().path("level").asText()).isEqualTo("INFO");
    assertThat(line().path("agent").asText()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028]").contains("\"level\"");
    assertThat(line().path("long").asText()).hasSize(256);
  }

  @Test
  void aMessageIsKeptOnlyIfCulverWroteIt() {
    IllegalArgumentException foreign = null;
    try {
      Base64.getDecoder().decode("SECRET!");
    } catch (IllegalArgumentException e) {
      foreign = e;
    }
    log.error("unexpected", new IllegalStateException("no such row\r\n", foreign));
    JsonNode thrown = line().path("thrown");
    assertThat(thrown.path(0).path("class").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(thrown.path(0).path("message").asText()).startsWith("no such row");
    assertThat(thrown.path(0).path("at").path(0).asText()).startsWith("app.culver.aws.runtime.LogTest.");
    assertThat(thrown.path(1).path("class").asText()).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(thrown.path(1).has("message")).isFalse();
    assertThat(thrown.path(1).path("at").size()).isLessThanOrEqualTo(12);
  }

  @Test
  void ofAnAnswerOfAwsTheCodeIsKeptAndNotTheText() {
    log.error("unexpected", DynamoDbException.builder().statusCode(400).requestId("aws-1").message("value SECRET")
        .awsErrorDetails(AwsErrorDetails.builder().errorCode("ValidationException").errorMessage("SECRET").build())
        .build());
    JsonNode thrown = line().path("thrown").path(0);
    assertThat(thrown.path("code").asText()).isEqualTo("ValidationException");
    assertThat(thrown.path("status").asInt()).isEqualTo(400);
    assertThat(thrown.path("awsRequestId").asText()).isEqualTo("aws-1");
    assertThat(lines.getFirst()).doesNotContain("SECRET");
  }

  @Test
  void aCauseThatIsItsOwnCauseEnds() {
    Exception one = new IllegalStateException("one");
    Exception two = new IllegalStateException("two", one);
    one.initCause(two);
    log.error("unexpected", two, "account", AccountId.of(new byte[16]));
    assertThat(line().path("thrown")).hasSizeLessThan(10);
    assertThat(line().path("account").asText()).hasSize(22);
  }
}
