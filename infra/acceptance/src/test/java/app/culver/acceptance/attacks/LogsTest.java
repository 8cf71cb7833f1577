package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Wire;
import app.culver.local.tap.TapFaults.Fault;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs hold one JSON object a line, whatever a client writes into what it sends, and none of its secrets. */
class LogsTest {
  private static final List<String> INJECTIONS = List.of("\r\n{\"level\":\"ERROR\",\"injected\":true}",
      "\u001b[31mred\u001b[0m",
      "\",\"injected\":true,\"x\":\"", "\u2028injected", "${jndi:ldap://127.0.0.1:1/injected}", "\u0000injected",
      "%0d%0ainjected",
      "\u202einjected");

  @Test
  void nothingThatIsSentBreaksALineOrStandsInOne() throws IOException {
    var people = People.meet();
    try (var taps = Cloud.running().record();
        var socket = people.alice().online();
        var broken = Cloud.running().disturb((service, operation, instance, request) -> operation.equals("PutItem")
            ? Fault.Answered.error(400, "ValidationException", "\r\ninjected\u001b[31m")
            : new Fault.None())) {
      for (var text : INJECTIONS) {
        tryEverywhere(people, text);
        socket.send(RawDevice.object().put("action", text).put("requestId", "r").toString());
        socket.await("error");
        socket.send(RawDevice.object().put("action", "ping").put("requestId", text).toString());
        socket.await("error");
      }
      var message = people.fromAlice("a text");
      people.alice().post("/v1/messages", message).expectProblem(500, "internal");
      people.alice().http("POST", "/v1/messages", message.toString().substring(1)).expectProblem(400, "malformed-json");
      taps.awaitQuiet();

      assertThat(broken).isNotNull();
      assertThat(taps.lines()).isNotEmpty();
      var ciphertext = message.path("envelopes").path(0).path("ciphertext").asText();
      for (var line : taps.lines()) {
        assertThat(new ObjectMapper().readTree(line.text()).isObject()).as(line.text()).isTrue();
        assertThat(line.text()).doesNotContain("injected", "\u001b", people.alice().accessToken(),
            people.alice().refreshToken(), ciphertext.substring(0, 40), "a text");
        assertThat(line.text().chars()).noneMatch(Character::isISOControl);
      }
      assertThat(taps.accessLog()).isNotEmpty();
      for (var line : taps.accessLog()) {
        assertThat(new ObjectMapper().readTree(line).isObject()).as(line).isTrue();
        assertThat(line).doesNotContain("injected");
        assertThat(line.chars()).noneMatch(Character::isISOControl);
      }
    }
  }

  private static void tryEverywhere(People people, String text) {
    var encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    people.alice().get("/v1/conversations/" + encoded);
    people.alice().get("/v1/handles/" + encoded);
    people.alice().get("/v1/conversations?after=" + encoded);
    people.alice().http("PUT", "/v1/account/handle", RawDevice.object().put("handle", text).toString());
    people.alice().http("PUT", "/v1/account/handle", RawDevice.object().put(text, "x").toString());
    RawDevice.post(people.alice().settings(), "/v1/sessions", RawDevice.exchange(people.alice().settings(),
        people.alice().keys(), text));
    var harmless = text.replaceAll("[^\\x20-\\x7e]", "");
    Wire.http(people.alice().settings(), "GET", "/v1/account", (String) null, "authorization", "Bearer " + harmless,
        "user-agent", harmless, "x-forwarded-for", harmless, "x-amzn-trace-id", harmless);
  }
}
