package app.culver.aws.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.runtime.Log;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.Refusal.NotFound;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final List<String> lines = new ArrayList<>();
  private final Log log = new Log(lines::add, "request");

  @Test
  void anOutageIsAnsweredAsBusyAndLogged() {
    Problem problem = Problems.of(new Busy().because(new IllegalStateException("no route")), log);

    assertThat(problem.status()).isEqualTo(503);
    assertThat(lines).singleElement().asString().contains("\"level\":\"WARN\"", "\"refusal\":\"Busy\"",
        "IllegalStateException", "\"requestId\":\"request\"");
  }

  @Test
  void anExpectedRefusalLeavesNoLine() {
    assertThat(Problems.of(new NotFound().exception(), log).status()).isEqualTo(404);
    assertThat(lines).isEmpty();
  }

  @Test
  void whatNobodyExpectedIsInternalAndLogged() {
    assertThat(Problems.of(new IllegalStateException("secret"), log).status()).isEqualTo(500);
    assertThat(lines).singleElement().asString().contains("\"level\":\"ERROR\"");
  }
}
