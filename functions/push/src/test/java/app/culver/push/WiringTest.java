package app.culver.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.aws.LocalAws;
import app.culver.aws.runtime.Environment;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import app.culver.core.push.Outcome;
import app.culver.core.push.PushRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the function is made of, on DynamoDB Local. */
class WiringTest {
  private static LocalAws aws;

  @BeforeAll
  static void start() {
    aws = new LocalAws();
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private static Environment with(String name, String value) {
    Environment usual = aws.environment("PushFunction");
    return new Environment(asked -> {
      if (asked.equals(name)) {
        return value;
      }
      return usual.has(asked) ? usual.required(asked) : null;
    });
  }

  @Test
  void primingNeedsNothingButWhatTheRoleAllows() {
    Ports ports = Ports.of(aws.environment("PushFunction"), aws.clients("PushFunction"), false, aws);
    ports.prime();

    PushRequest nobodys = new PushRequest(Samples.account(1), Samples.deviceId(1), ConversationId.of(new byte[16]), 1,
        aws.instant());
    assertThat(ports.waking().wake(List.of(nobodys))).containsEntry(nobodys, new Outcome.Needless());
  }

  @Test
  void aStubOutsideTheLocalCloudIsRefused() {
    Environment stubbed = with("FCM_ENDPOINT", "http://127.0.0.1:1");

    assertThatThrownBy(() -> Ports.of(stubbed, aws.clients("PushFunction"), false, aws))
        .isInstanceOf(IllegalStateException.class).hasMessageContaining("FCM_ENDPOINT");
    assertThat(Ports.of(stubbed, aws.clients("PushFunction"), true, aws)).isNotNull();
  }

  /** A deployment without pushes has none, and its function starts all the same. */
  @Test
  void theServiceAccountIsNotLookedForBeforeItIsNeeded() {
    Ports.of(with("FIREBASE_SERVICE_ACCOUNT", ""), aws.clients("PushFunction"), false, aws).prime();
  }
}
