package app.culver.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.Bytes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not signed in. */
class SignInFaultsTest extends SessionsFixture {
  @Test
  void aWrongProofOrATokenThatProvesNothingIsRefused() {
    TestEvent event = signInEvent(number, keys);
    ObjectNode body = event.body();
    numbers.remove(body.path("idToken").asText());
    assertThat(event.to(handler).problem()).isEqualTo("sign-in-refused");
    assertThat(event.to(handler).status()).isEqualTo(401);

    TestEvent unproved = signInEvent(number, keys);
    unproved.body(unproved.body().put("proof", base64(Bytes.of(new byte[64]))).toString());
    assertThat(unproved.to(handler).problem()).isEqualTo("sign-in-refused");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", value = {
      "/provider | 'google' | /provider must be one of firebase",
      "/idToken | '' | /idToken must be the identity provider's token: 1 to 4,096 characters of base64url and dots",
      "/idToken | 7 | /idToken must be a string", "/idToken | null | /idToken is missing",
      "/device | {} | /device/signingKey is missing", "/device | [] | /device must be an object",
      "/proof | 'AAAA' | /proof must be a signature: 64 bytes, r and s",
      "/sender | 'x' | has a property that is not known here; known are device, idToken, proof, provider",
      "/device/d | 'x' | /device has a property that is not known here; known are sealingKey, signingKey",
      "/device/signingKey | 'AAAA' | /device/signingKey must be an uncompressed point on P-256: 65 bytes, the first one 4",
      "/device/sealingKey | 'not base64!' | /device/sealingKey must be standard base64 with padding"})
  void eachFaultOfASignInIsNamed(String pointer, String value, String fault) throws Exception {
    TestEvent event = signInEvent(number, keys);
    ObjectNode body = event.body();
    int end = pointer.lastIndexOf('/');
    ObjectNode parent = end == 0 ? body : (ObjectNode) body.at(pointer.substring(0, end));
    if (value == null) {
      parent.remove(pointer.substring(end + 1));
    } else {
      parent.set(pointer.substring(end + 1),
          new ObjectMapper().readTree(value.replace('\'', '"')));
    }
    Answer answer = event.body(body.toString()).to(handler);
    assertThat(answer.problem()).isEqualTo("invalid-request");
    assertThat(answer.fault().strip()).isEqualTo(fault);
  }

  @Test
  void badKeysAreRefusedAndNothingIsStored() {
    byte[] genuine = keys.signingKey().bytes().toArray();
    byte[] offCurve = genuine.clone();
    offCurve[64] ^= 1;
    byte[] compressed = Arrays.copyOf(genuine, 33);
    compressed[0] = 2;
    byte[] tooLong = Arrays.copyOf(genuine, 66);
    for (byte[] key : List.of(new byte[0], new byte[65], offCurve, compressed, tooLong, new byte[32], new byte[138])) {
      for (String name : List.of("signingKey", "sealingKey")) {
        TestEvent event = signInEvent(number, keys);
        ObjectNode body = event.body();
        body.withObject("device").put(name, base64(Bytes.of(key)));
        assertThat(event.body(body.toString()).to(handler).fault()).startsWith("/device/" + name + " must be an ");
      }
    }
    TestEvent same = signInEvent(number, keys);
    ObjectNode body = same.body();
    body.withObject("device").put("sealingKey", base64(keys.signingKey().bytes()));
    assertThat(same.body(body.toString()).to(handler).fault())
        .isEqualTo("/device/sealingKey must be another key than signingKey");
    assertThat(signIn().path("newAccount").asBoolean()).isTrue();
  }
}
