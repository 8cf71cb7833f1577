package app.culver.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessLogTest implements GatewayListener {
  private final List<String> lines = new ArrayList<>();

  @Test
  void variablesAreReplacedWhereverTheyStand() {
    write("$context.status-$context.identity.sourceIp: $context.status.");

    assertThat(lines).containsExactly("Api 200-127.0.0.1: 200.");
  }

  @Test
  void whatHasNoValueIsAHyphen() {
    write("$context.unknown $context.status.more $context.identity $context.empty $context $other");

    assertThat(lines).containsExactly("Api - - - - $context $other");
  }

  @Test
  void valuesCannotBreakOutOfALine() {
    write("{\"agent\":\"$context.identity.userAgent\"}");

    assertThat(lines).containsExactly("Api {\"agent\":\"\\\"},$1\\\\\\r\\n\"}");
  }

  @Test
  void withoutAFormatNothingIsLogged() {
    new AccessLog("Api", Optional.empty(), this).write(Json.object());

    assertThat(lines).isEmpty();
  }

  private void write(String format) {
    var context = Json.object().put("status", 200).put("empty", "");
    context.putObject("identity").put("sourceIp", "127.0.0.1").put("userAgent", "\"},$1\\\r\n");
    new AccessLog("Api", Optional.of(format), this).write(context);
  }

  @Override
  public void accessLogged(String api, String line) {
    lines.add(api + " " + line);
  }
}
