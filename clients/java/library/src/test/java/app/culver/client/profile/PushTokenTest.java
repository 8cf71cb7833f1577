package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.PushProvider;
import app.culver.client.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PushTokenTest extends RealProfiles {
  private static final Path EXAMPLES = Path.of(System.getProperty("culver.root"),
      "contract/examples/http/setPushToken");

  private Culver alice;

  @BeforeEach
  void start() throws IOException {
    alice = open("alice");
  }

  private Optional<String> token() {
    var device = alice.signedIn().orElseThrow().device();
    synchronized (server.model) {
      return server.model.devices.get(device).push.map(request -> Json.text(request, "token"));
    }
  }

  @Test
  void aTokenIsSetAsTheContractSaysReplacedAndRemoved() throws IOException {
    alice.signIn("token-of-alice", Optional.empty());
    for (var example : new String[]{"set", "replaced", "replaced"}) {
      var json = Json.parse(Files.readAllBytes(EXAMPLES.resolve(example + ".request.json")));
      alice.setPushToken(PushProvider.FCM, Json.text(json, "token"));
      assertThat(server.model.devices.get(alice.signedIn().orElseThrow().device()).push).contains(json);
    }
    alice.removePushToken();
    assertThat(token()).isEmpty();
    alice.removePushToken();
  }

  @Test
  void whatCannotBeATokenIsRefusedBeforeItIsSent() {
    alice.signIn("token-of-alice", Optional.empty());
    for (var token : new String[]{"", "two words", "t\u00f6ken", "x".repeat(4097)}) {
      assertThatThrownBy(() -> alice.setPushToken(PushProvider.FCM, token))
          .isInstanceOf(CulverException.NotPossible.class);
    }
    alice.setPushToken(PushProvider.FCM, "x".repeat(4096));
    assertThat(token()).contains("x".repeat(4096));
  }

  @Test
  void withoutASessionThereIsNoDeviceToWake() {
    assertThatThrownBy(() -> alice.setPushToken(PushProvider.FCM, "token"))
        .isInstanceOf(CulverException.SignedOut.class);
    assertThatThrownBy(alice::removePushToken).isInstanceOf(CulverException.SignedOut.class);
  }
}
