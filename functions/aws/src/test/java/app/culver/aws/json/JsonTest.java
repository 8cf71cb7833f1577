package app.culver.aws.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.Bytes;
import app.culver.core.identifier.AccountId;
import app.culver.core.refusal.FaultException;
import app.culver.core.refusal.Refusal.Fault;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.RefusedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  enum Kind {
    DIRECT, GROUP
  }

  record Part(Bytes bytes, long count) {
    Part {
      if (bytes.size() > 3) {
        throw new IllegalArgumentException("bytes: at most 3 bytes");
      }
    }
  }

  record Request(AccountId account, Kind kind, List<Part> parts, Optional<String> name, boolean flag) {}

  private static final String ID = "AAAAAAAAAAAAAAAAAAAAAA";

  private static String with(String parts, String rest) {
    return "{\"account\":\"" + ID + "\",\"kind\":\"direct\",\"parts\":" + parts + rest + "}";
  }

  private static Fault fault(String text) {
    try {
      Json.bind(Json.object(text), Request.class);
    } catch (RefusedException e) {
      Fault fault = ((InvalidRequest) e.refusal()).faults().getFirst();
      assertThat(fault.detail()).doesNotContain("app.culver", "java.", "Jackson", "EVIL");
      return fault;
    }
    throw new AssertionError("was accepted: " + text);
  }

  @Test
  void aCompleteRequestBecomesItsRecord() {
    Request request = Json.bind(Json.object(with("[{\"bytes\":\"AQI=\",\"count\":3}]", ",\"flag\":true")),
        Request.class);
    assertThat(request.account()).isEqualTo(new AccountId(ID));
    assertThat(request.kind()).isEqualTo(Kind.DIRECT);
    assertThat(request.parts().getFirst().bytes()).isEqualTo(Bytes.of((byte) 1, (byte) 2));
    assertThat(request.name()).isEmpty();
  }

  @Test
  void eachFaultNamesItsPlaceAndRule() {
    assertThat(fault("{}")).isEqualTo(new Fault("/account", "is missing"));
    assertThat(fault(with("[]", ""))).isEqualTo(new Fault("/flag", "is missing"));
    assertThat(fault(with("[]", ",\"flag\":true,\"EVIL\":1"))).isEqualTo(
        new Fault("", "has a property that is not known here; known are account, flag, kind, name, parts"));
    assertThat(fault(with("[{\"bytes\":\"\",\"count\":1,\"EVIL/~\":2}]", ",\"flag\":true")))
        .isEqualTo(new Fault("/parts/0", "has a property that is not known here; known are bytes, count"));
    assertThat(fault(with("[]", ",\"flag\":null"))).isEqualTo(new Fault("/flag", "must not be null"));
    assertThat(fault(with("[]", ",\"flag\":true,\"name\":null"))).isEqualTo(new Fault("/name", "must not be null"));
    assertThat(fault(with("[null]", ",\"flag\":true"))).isEqualTo(new Fault("/parts/0", "must not be null"));
    assertThat(fault(with("[]", ",\"flag\":\"true\""))).isEqualTo(new Fault("/flag", "must be true or false"));
    assertThat(fault(with("[]", ",\"flag\":1"))).isEqualTo(new Fault("/flag", "must be true or false"));
    assertThat(fault(with("{}", ",\"flag\":true"))).isEqualTo(new Fault("/parts", "must be an array"));
    assertThat(fault(with("[]", ",\"flag\":true,\"name\":1"))).isEqualTo(new Fault("/name", "must be a string"));
    assertThat(fault(with("[7]", ",\"flag\":true"))).isEqualTo(new Fault("/parts/0", "must be an object"));
    assertThat(fault(with("[\"\"]", ",\"flag\":true"))).isEqualTo(new Fault("/parts/0", "must be an object"));
    assertThat(fault(with("[{\"bytes\":\"AQIDBA==\",\"count\":1}]", ",\"flag\":true")))
        .isEqualTo(new Fault("/parts/0", "bytes: at most 3 bytes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.5", "\"1\"", "1e2", "true", "9223372036854775808", "{}", "[]", "[1]"})
  void anIntegerIsWrittenAsOne(String count) {
    assertThat(fault(with("[{\"bytes\":\"\",\"count\":" + count + "}]", ",\"flag\":true")).pointer())
        .isEqualTo("/parts/0/count");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AQI", "AQJ=", "AQI=\\n", "A-__", " AQI=", "AQI=AQI=", "=", "A"})
  void base64IsCanonical(String bytes) {
    assertThat(fault(with("[{\"bytes\":\"" + bytes + "\",\"count\":1}]", ",\"flag\":true")))
        .isEqualTo(new Fault("/parts/0/bytes", "must be standard base64 with padding"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"DIRECT\"", "\"EVIL\"", "0", "\"\""})
  void aConstantIsOneOfItsNames(String kind) {
    assertThat(fault("{\"account\":\"" + ID + "\",\"kind\":" + kind + ",\"parts\":[],\"flag\":true}").pointer())
        .isEqualTo("/kind");
  }

  @Test
  void textHasNoNul() {
    assertThat(fault(with("[]", ",\"flag\":true,\"name\":\"a\\u0000\"")))
        .isEqualTo(new Fault("/name", "must be text without NUL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud800b", "\\udc00\\ud800"})
  void halfASurrogatePairIsMalformed(String half) {
    assertMalformed("{\"name\":\"" + half + "\"}");
    assertMalformed("{\"" + half + "\":1}");
    assertMalformed("{\"a\":[{\"b\":\"" + half + "\"}]}");
  }

  @Test
  void aFaultOfAPartIsNamedByItsPlace() {
    record Inner(long value) {
      Inner {
        throw new FaultException("/value", "must be even");
      }
    }
    record Whole(List<Inner> inner) {}
    assertThatThrownBy(() -> Json.bind(Json.object("{\"inner\":[{\"value\":1}]}"), Whole.class))
        .isInstanceOfSatisfying(RefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(InvalidRequest.at("/inner/0/value", "must be even")));
  }

  @Test
  void aPairOfSurrogatesIsText() {
    assertThat(Json.bind(Json.object(with("[]", ",\"flag\":true,\"name\":\"\\ud83d\\ude00\"")), Request.class).name())
        .contains("\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[", "nul", "{}{}", "{} x", "{\"a\":1,\"a\":1}", "{\"a\":NaN}",
      "{\"a\":01}", "{'a':1}",
      "{\"a\":1,}", "/**/{}", "{\"a\":\"\u0001\"}"})
  void whatIsNotOneJsonValueIsMalformed(String text) {
    assertThatThrownBy(() -> Json.object(text)).isInstanceOf(MalformedJsonException.class);
    assertThatThrownBy(() -> Json.object(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"a\"", "true"})
  void whatIsJsonButNoObjectIsInvalid(String text) {
    assertThatThrownBy(() -> Json.object(text)).isInstanceOf(RefusedException.class);
  }

  @Test
  void sixteenLevelsAreNotTooDeep() {
    assertThat(Json.object("{\"a\":".repeat(16) + "1" + "}".repeat(16))).hasSize(1);
    assertMalformed("{\"a\":".repeat(17) + "1" + "}".repeat(17));
  }

  @ParameterizedTest
  @ValueSource(strings = {" direct", "direct\\n", "DIRECT", "", "0"})
  void aConstantIsWrittenInOneWay(String kind) {
    var object = Json.object("{\"kind\":\"" + kind + "\"}");
    record Request(Kind kind) {}

    assertThatThrownBy(() -> Json.bind(object, Request.class)).isInstanceOf(RefusedException.class);
  }

  @Test
  void whatIsTooDeepTooLongOrTooManyIsMalformed() {
    assertMalformed("[".repeat(10_000) + "]".repeat(10_000));
    assertMalformed("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
    assertMalformed("{\"a\":\"" + "x".repeat(100_000) + "\"}");
    assertMalformed("{\"" + "x".repeat(1_000) + "\":1}");
    assertMalformed("{\"a\":" + "1".repeat(1_000) + "}");
    StringBuilder million = new StringBuilder("{\"k\":1");
    for (int i = 0; i < 1_000_000; i++) {
      million.append(",\"").append(i).append("\":1");
    }
    assertMalformed(million.append('}').toString());
  }

  @Test
  void anInvalidUtf8SequenceIsMalformed() {
    for (var sequence : new byte[][]{{(byte) 0xff, '"'}, {(byte) 0xc0, (byte) 0xaf},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80}}) {
      var text = new ByteArrayOutputStream();
      text.writeBytes("{\"a".getBytes(StandardCharsets.UTF_8));
      text.writeBytes(sequence);
      text.writeBytes("\":1}".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> Json.object(text.toByteArray())).isInstanceOf(MalformedJsonException.class);
    }
  }

  private static void assertMalformed(String text) {
    assertThatThrownBy(() -> Json.object(text)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void anAnswerIsWrittenAsTheWireWantsIt() {
    record Answer(AccountId account, Kind kind, Bytes bytes, Optional<String> name, Instant time) {}
    assertThat(Json.text(
        new Answer(new AccountId(ID), Kind.GROUP, Bytes.of((byte) 1, (byte) 2), Optional.empty(),
            Instant.ofEpochMilli(5))))
        .isEqualTo("{\"account\":\"" + ID + "\",\"kind\":\"group\",\"bytes\":\"AQI=\",\"time\":5}");
  }
}
