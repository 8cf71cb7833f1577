package app.culver.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Contract;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.Schemas;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What stands in paths and queries is checked as the contract says, on every route. */
class ParametersTest {
  private static final List<String> ILL_FORMED = List.of("1", "A", "AAAAAAAAAAAAAAAAAAAAAA#", "AAAAAAAAAAAAAAAAAAAAA:",
      "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA=",
      "AAAAAAAAAAAAAAAAAAAA+A", "device#AAAAAAAAAAAAAAAAAAAAAA", "conversation", "head", "..", "a b", "%00", "é",
      "\n", "AAAAAAAAAAAAAAAAAAAAAA\n", "{conversation}", "null", "$ne", "' OR 1=1 --");

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private static People people;

  @BeforeAll
  static void meet() {
    people = People.meet();
  }

  @TestFactory
  Stream<DynamicTest> anIllFormedPartOfAPathIsRefusedByItsName() {
    return Contract.operations().stream()
        .flatMap(operation -> PARAMETER.matcher(operation.path()).results().map(found -> found.group(1))
            .map(name -> DynamicTest.dynamicTest(operation.id() + ": " + name, () -> refuses(operation, name))));
  }

  /** Whatever the other parts are. */
  private static void refuses(Contract.Operation operation, String name) {
    var body = operation.requestSchema().isEmpty() ? null : "{\"name\":\"AAECAwQF\"}";
    for (var text : ILL_FORMED) {
      if (Schemas.OPEN.faults("scalars.json#/$defs/" + name, "\"" + text.replace("\n", "\\n") + "\"").isEmpty()) {
        continue;
      }
      var path = PARAMETER.matcher(operation.path().replace("{" + name + "}", encode(text)))
          .replaceAll("AAAAAAAAAAAAAAAAAAAAAA");
      var problem = people.alice().http(operation.method(), path, body).expectProblem(400, "invalid-request");
      assertThat(problem.path("errors").path(0).path("pointer").asText()).as(text).isEqualTo("/" + name);
      assertThat(Schemas.STRICT.faults("problem.json", problem)).isEmpty();
    }
  }

  @Test
  void aLimitIsBetween1And100() {
    for (var good : List.of("1", "50", "100")) {
      people.alice().get("/v1/conversations?limit=" + good).expect(200);
    }
    for (var bad : List.of("0", "-1", "101", "1000000000", "9223372036854775808", "1.0", "1e1", "+1", "01", "0x1", "",
        "ten",
        "%201", "1%0A", "١", "1&limit=2")) {
      var problem = people.alice().get("/v1/conversations?limit=" + bad).expectProblem(400, "invalid-request");
      assertThat(problem.path("errors").path(0).path("pointer").asText()).as(bad).isEqualTo("/limit");
    }
  }

  @Test
  void onlyATokenThatAPageGaveContinuesAList() {
    people.alice().converse(people.alice().account());
    var next = people.alice().get("/v1/conversations?limit=1").expect(200).path("next").asText();
    assertThat(next).isNotEmpty();
    var rest = (ArrayNode) people.alice().get("/v1/conversations?limit=1&after=" + next).expect(200)
        .path("conversations");
    assertThat(rest).hasSize(1);

    for (var bad : List.of("", "A", "AAAA", next.substring(1), next + "A", next.substring(0, next.length() - 1),
        flip(next, 0),
        flip(next, next.length() / 2), flip(next, next.length() - 2), people.conversation().value(), "A".repeat(513),
        "..", "%00", encode("é"))) {
      var problem = people.alice().get("/v1/conversations?after=" + bad).expectProblem(400, "invalid-request");
      assertThat(problem.path("errors").path(0).path("pointer").asText()).as(bad).isEqualTo("/after");
    }
  }

  @Test
  void aPageTokenIsWorthNothingToOthers() {
    people.alice().converse(people.mallory().account());
    var next = people.alice().get("/v1/conversations?limit=1").expect(200).path("next").asText();

    people.mallory().get("/v1/conversations?after=" + next).expectProblem(400, "invalid-request");
  }

  @Test
  void unknownQueryParametersAreIgnored() {
    people.alice().get("/v1/conversations?colour=blue&account=" + people.bob().account()).expect(200);
  }

  private static String flip(String token, int index) {
    var other = token.charAt(index) == 'A' ? 'B' : 'A';
    return token.substring(0, index) + other + token.substring(index + 1);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
