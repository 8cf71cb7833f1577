package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.Wire;
import app.culver.acceptance.support.Wire.Door;
import app.culver.acceptance.support.Wire.Opened;
import app.culver.acceptance.support.Wire.Refused;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may open a socket: whoever brings a token, from no web page or from an allowed one. */
class ConnectTest {
  private static final URI SOCKET = Cloud.running().settings().socket();

  private static People people;

  @BeforeAll
  static void meet() {
    people = People.meet();
  }

  @Test
  void aForeignPageIsRefusedHoweverItLooks() {
    var allowed = Cloud.ALLOWED_ORIGIN;
    for (var origin : List.of("https://evil.example", "null", "", allowed + ".evil.example", allowed + ":8443",
        allowed + "/",
        allowed.replace("https", "http"), allowed.toUpperCase(java.util.Locale.ROOT), "https://evil.example/" + allowed,
        allowed + ",https://evil.example", "*", "file://", allowed + " ", "chat.example.org")) {
      if (!origin.strip().equals(allowed)) {
        expectRefused(Wire.knock(SOCKET, browser(), "origin", origin), origin);
      }
    }
  }

  @Test
  void twoOriginsAreNoOrigin() {
    expectRefused(Wire.knock(SOCKET, browser(), "origin", Cloud.ALLOWED_ORIGIN, "origin", "https://evil.example"),
        "two");
  }

  @Test
  void anAllowedPageAndNoPageMayConnect() {
    for (var door : List.of(Wire.knock(SOCKET, browser(), "origin", Cloud.ALLOWED_ORIGIN),
        Wire.knock(SOCKET, browser()),
        Wire.knock(SOCKET, List.of(), "authorization", "Bearer " + people.alice().accessToken()))) {
      assertThat(door).isInstanceOf(Opened.class);
      ((Opened) door).socket().close();
    }
  }

  @Test
  void withoutATokenNobodyMayConnect() {
    expectRefused(Wire.knock(SOCKET, List.of()), "nothing");
    expectRefused(Wire.knock(SOCKET, List.of("culver.v1")), "no token");
    expectRefused(Wire.knock(SOCKET, List.of("culver.v1", "bearer.")), "an empty token");
    expectRefused(Wire.knock(SOCKET, List.of("culver.v1", people.alice().accessToken())), "no mark");
    expectRefused(Wire.knock(SOCKET, List.of("bearer." + people.alice().accessToken())), "no protocol");
    expectRefused(Wire.knock(SOCKET, List.of("culver.v2", "bearer." + people.alice().accessToken())), "other protocol");
    expectRefused(Wire.knock(SOCKET, List.of(), "authorization", "Basic " + people.alice().accessToken()), "basic");
  }

  @Test
  void aTokenInTheAddressIsNoneAndStandsInNoLog() {
    var token = people.alice().accessToken();
    try (var taps = Cloud.running().record()) {
      for (var name : List.of("token", "access_token", "authorization", "Authorization", "bearer")) {
        expectRefused(Wire.knock(URI.create(SOCKET + "?" + name + "=" + token), List.of()), name);
        expectRefused(Wire.knock(URI.create(SOCKET + "?" + name + "=Bearer%20" + token), List.of("culver.v1")), name);
      }
      taps.awaitQuiet();
      assertThat(taps.lines()).noneMatch(line -> line.text().contains(token));
      assertThat(taps.accessLog()).noneMatch(line -> line.contains(token));
    }
  }

  private static List<String> browser() {
    return List.of("culver.v1", "bearer." + people.alice().accessToken());
  }

  private static void expectRefused(Door door, String what) {
    if (door instanceof Opened opened) {
      opened.socket().close();
    }
    assertThat(door).as(what).isIn(new Refused(401), new Refused(403));
  }
}
