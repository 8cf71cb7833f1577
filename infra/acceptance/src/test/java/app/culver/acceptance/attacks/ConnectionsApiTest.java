package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The management API of connections, which is as public as the socket itself, takes signed calls alone. */
class ConnectionsApiTest {

  @Test
  void whoDoesNotSignReachesNobody() throws IOException, InterruptedException {
    var device = Cloud.running().newDevice();
    try (var taps = Cloud.running().record(); var socket = device.online(); var http = HttpClient.newHttpClient()) {
      var known = taps.messages().getFirst().connection();
      for (var id : List.of(known, "AAAAAAAAAAAAAAA=", "guessed", "..", "*")) {
        for (var method : List.of("POST", "GET", "DELETE")) {
          for (var headers : forgeries()) {
            var request = HttpRequest.newBuilder(address(id)).method(method,
                HttpRequest.BodyPublishers.ofString("{\"type\":\"replaced\"}"));
            headers.forEach(request::header);
            assertThat(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
                .as("%s %s %s", method, id, headers).isEqualTo(403);
          }
        }
      }
      assertThat(socket.ask(RawDevice.object().put("action", "ping")).path("type").asText()).isEqualTo("pong");
      assertThat(socket.rest()).isEmpty();
    }
  }

  private static List<Map<String, String>> forgeries() {
    return List.of(Map.of(), Map.of("Authorization", "Bearer x"), Map.of("Authorization",
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/eu-central-1/execute-api/aws4_request, SignedHeaders=host, Signature="
            + "0".repeat(64),
        "X-Amz-Date", "20260101T000000Z"));
  }

  private static URI address(String connection) {
    var socket = Cloud.running().settings().socket();
    return URI.create("http://" + socket.getAuthority() + socket.getPath() + "/@connections/"
        + java.net.URLEncoder.encode(connection, java.nio.charset.StandardCharsets.UTF_8));
  }
}
