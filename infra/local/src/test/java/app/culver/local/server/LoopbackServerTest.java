package app.culver.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {

  @Test
  void itAnswersOnLoopbackAlone() throws IOException {
    try (var server = LoopbackServer.start("test", 0, _ -> WebResponse.empty(204))) {
      for (var address : othersOfThisMachine()) {
        assertThatThrownBy(() -> {
          try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, server.port()), 1000);
          }
        }).isInstanceOf(IOException.class);
      }
      assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    try (var first = LoopbackServer.start("first", 0, _ -> WebResponse.empty(204))) {
      var taken = catchThrowableOfType(PortTakenException.class,
          () -> LoopbackServer.start("second", first.port(), _ -> WebResponse.empty(204)));

      assertThat(taken.port()).isEqualTo(first.port());
    }
  }

  @Test
  void aHandlerHasAVirtualThreadOfItsOwn() throws IOException, InterruptedException {
    try (
        var server = LoopbackServer.start("test", 0,
            _ -> WebResponse.json(200, Boolean.toString(Thread.currentThread().isVirtual())));
        var client = HttpClient.newHttpClient()) {
      assertThat(client.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.ofString()).body())
          .isEqualTo("true");
    }
  }

  @Test
  void whatAHandlerThrowsDoesNotReachTheCaller() throws IOException, InterruptedException {
    try (var server = LoopbackServer.start("test", 0, _ -> {
      throw new IllegalStateException("secret");
    }); var client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("secret", "IllegalStateException");
    }
  }

  private static List<InetAddress> othersOfThisMachine() throws IOException {
    return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).toList();
  }
}
