package app.culver.client.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.identifier.AccountId;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SafetyNumberTest {

  @Test
  void bothPeopleSeeTheNumberOfTheContract() {
    for (var vector : Vectors.load("safety-numbers").get("vectors")) {
      var one = person(vector.get("people").get(0));
      var other = person(vector.get("people").get(1));
      assertThat(SafetyNumber.between(one, other)).isEqualTo(Vectors.text(vector, "number"));
      assertThat(SafetyNumber.between(other, one)).isEqualTo(Vectors.text(vector, "number"));
    }
  }

  @Test
  void theOrderInWhichTheServerListsDevicesMeansNothing() {
    var vector = Vectors.load("safety-numbers").get("vectors").get(0);
    var one = person(vector.get("people").get(0));
    var reversed = new ArrayList<>(one.devices());
    Collections.reverse(reversed);
    assertThat(SafetyNumber.between(new SafetyNumber.Person(one.account(), reversed), one))
        .isEqualTo(SafetyNumber.between(one, one));
  }

  @Test
  void theDigitsAreTheSameInEveryLanguage() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      bothPeopleSeeTheNumberOfTheContract();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static SafetyNumber.Person person(JsonNode vector) {
    return new SafetyNumber.Person(new AccountId(Vectors.text(vector, "account")),
        StreamSupport.stream(vector.get("devices").spliterator(), false).map(name -> {
          var device = TestDevice.named(name.textValue());
          return new SafetyNumber.Device(device.device(), device.keys().signingKey(), device.keys().sealingKey());
        }).toList());
  }
}
