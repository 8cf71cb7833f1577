package app.culver.acceptance.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Contract;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawSocket;
import app.culver.acceptance.support.Wire;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Bodies and frames that are no JSON, or such that parsers quarrel about them or choke on them. */
class MalformedJsonTest {
  private static final int FRAME = 32 * 1024;
  /** Takes a while to send; two routes are enough, as what refuses it is the same for all. */
  private static final int LARGE = 1024 * 1024;

  private static People people;
  private static RawSocket socket;

  @BeforeAll
  static void meet() {
    people = People.meet();
    socket = people.alice().online();
  }

  @AfterAll
  static void part() {
    socket.close();
  }

  @TestFactory
  Stream<DynamicTest> isRefusedOnEveryRouteThatTakesABody() {
    var routes = Contract.operations().stream().filter(each -> !each.requestSchema().isEmpty()).toList();
    return texts().entrySet().stream().map(text -> DynamicTest.dynamicTest(text.getKey(), () -> {
      var bytes = text.getValue().getBytes(charset(text.getKey()));
      Nothing.changesBy(() -> routes.stream().limit(bytes.length > LARGE ? 2 : routes.size()).forEach(route -> {
        var path = people.path(route);
        SizesTest.quickly(
            () -> expectRefusal(text.getKey(), Wire.http(people.alice().settings(), route.method(), path, bytes,
                "authorization", "Bearer " + people.alice().accessToken())));
      }));
    }));
  }

  @TestFactory
  Stream<DynamicTest> isRefusedOnTheSocket() {
    return texts().entrySet().stream()
        .filter(
            text -> !text.getValue().isEmpty() && text.getValue().length() <= FRAME && charset(text.getKey()) == UTF_8)
        .map(text -> DynamicTest.dynamicTest(text.getKey(), () -> {
          Nothing.changesBy(() -> SizesTest.quickly(() -> {
            socket.send(text.getValue());
            var problem = socket.await("error").path("problem");
            assertThat(problem.path("type").asText()).as("%s", problem).isIn("urn:culver:problem:malformed-json",
                "urn:culver:problem:invalid-request", "urn:culver:problem:unknown-action");
            assertThat(problem.path("status").asInt()).isEqualTo(400);
          }));
        }));
  }

  private static void expectRefusal(String what, Answer answer) {
    if (what.contains("members")) {
      // API Gateway takes 10 MB, and says so in its own words.
      assertThat(answer.status()).isEqualTo(413);
      return;
    }
    var isJson = Set.of("a number", "a text", "null", "a list", "NUL, escaped").contains(what);
    answer.expectProblem(400, isJson ? "invalid-request" : "malformed-json");
  }

  private static Map<String, String> texts() {
    var all = new LinkedHashMap<String, String>();
    all.put("nothing", "");
    all.put("spaces", "  \n");
    all.put("a word", "hello");
    all.put("a number", "7");
    all.put("a text", "\"seven\"");
    all.put("null", "null");
    all.put("a list", "[]");
    all.put("half an object", "{\"a\":");
    all.put("an object and more", "{} {}");
    all.put("an object and a brace", "{}}");
    all.put("a comma too many", "{\"a\":1,}");
    all.put("single quotes", "{'a':1}");
    all.put("no quotes", "{a:1}");
    all.put("a comment", "{/* a */}");
    all.put("a byte order mark", "\ufeff{}");
    all.put("NaN", "{\"a\":NaN}");
    all.put("Infinity", "{\"a\":-Infinity}");
    all.put("a leading zero", "{\"a\":01}");
    all.put("a plus sign", "{\"a\":+1}");
    all.put("a hexadecimal number", "{\"a\":0x1}");
    all.put("a member twice", "{\"a\":1,\"a\":1}");
    all.put("a member twice, once escaped", "{\"a\":1,\"\\u0061\":1}");
    all.put("a member twice inside", "{\"a\":{\"b\":1,\"b\":2}}");
    all.put("a lone high surrogate", "{\"a\":\"\\ud800\"}");
    all.put("a lone low surrogate", "{\"a\":\"\\udc00\"}");
    all.put("a lone surrogate as a name", "{\"\\ud800\":1}");
    all.put("NUL", "{\"a\":\"\u0000\"}");
    all.put("NUL, escaped", "{\"a\":\"\\u0000\"}");
    all.put("a control character", "{\"a\":\"\u001b[31m\"}");
    all.put("a broken escape", "{\"a\":\"\\x41\"}");
    all.put("invalid UTF-8", "{\"a\":\"\u00ff\u00fe\"}");
    all.put("overlong UTF-8", "{\"a\":\"\u00c0\u00af\"}");
    all.put("a surrogate in UTF-8", "{\"a\":\"\u00ed\u00a0\u0080\"}");
    all.put("objects, 17 deep", "{\"a\":".repeat(17) + "1" + "}".repeat(17));
    all.put("objects, 5,000 deep", "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));
    all.put("lists, 10,000 deep", "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
    all.put("10,000 openings", "{\"a\":" + "[".repeat(10_000));
    all.put("a number of 20,000 digits", "{\"a\":" + "1".repeat(20_000) + "}");
    all.put("a hundred thousand members", members(100_000));
    all.put("a million members", members(1_000_000));
    return all;
  }

  private static String members(int count) {
    var text = new StringBuilder("{");
    for (var index = 0; index < count; index++) {
      text.append(index == 0 ? "\"" : ",\"").append(index).append("\":0");
    }
    return text.append('}').toString();
  }

  private static java.nio.charset.Charset charset(String name) {
    return name.contains("UTF-8") ? ISO_8859_1 : UTF_8;
  }
}
