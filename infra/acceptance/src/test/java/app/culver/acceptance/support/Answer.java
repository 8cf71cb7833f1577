package app.culver.acceptance.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** What an HTTP request was answered; an empty body reads as JSON's null. */
public record Answer(int status, HttpHeaders headers, JsonNode body) {
  static final ObjectMapper JSON = new ObjectMapper();

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), parse(response.body()));
  }

  public static JsonNode parse(String text) {
    try {
      return text == null || text.isEmpty() ? JSON.nullNode() : JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /** The body, if the status is as expected. */
  public JsonNode expect(int expected) {
    assertThat(status).as("status of %s", body).isEqualTo(expected);
    return body;
  }

  /** The problem in the body, if it is of this type and its status is the answer's. */
  public JsonNode expectProblem(int expected, String name) {
    assertThat(headers.firstValue("content-type")).as("type of %s: %s", status, body)
        .hasValue("application/problem+json");
    assertThat(body.path("status").asInt()).isEqualTo(expected);
    return problem(expect(expected), name);
  }

  /** The problem, if it is of this type and tells what it has to tell. */
  public static JsonNode problem(JsonNode problem, String name) {
    assertThat(problem.path("type").asText()).as("%s", problem).isEqualTo("urn:culver:problem:" + name);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(problem.path("requestId").asText()).isNotBlank();
    return problem;
  }
}
