package app.culver.aws.connections;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.runtime.Log;
import app.culver.core.delivery.Outcome;
import app.culver.core.delivery.Outcome.End;
import app.culver.core.delivery.Post;
import app.culver.core.memory.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UndeliveredTest {
  private static final Post POST = Post
      .to(List.of(Samples.connected(Samples.device(Samples.account(1), 1), "socket", Samples.NOW)), List.of())
      .getFirst();

  private final List<String> lines = new ArrayList<>();

  private void note(List<RuntimeException> faults, End... ends) {
    Undelivered.note(new Log(lines::add, "id"),
        new Outcome(Stream.of(ends).map(end -> new Outcome.Result(POST, end)).toList(), faults));
  }

  @Test
  void whatWasDeliveredIsNotWorthALine() {
    note(List.of(), End.DELIVERED, End.DELIVERED);

    assertThat(lines).isEmpty();
  }

  @Test
  void whatWasNotIsCountedAndNotNamed() {
    note(List.of(), End.DELIVERED, End.GONE, End.FAILED, End.FAILED, End.CUT);

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains("\"of\":5,\"gone\":1,\"failed\":2,\"cut\":1")
        .doesNotContain("socket", POST.account().value(), POST.device().value());
  }

  @Test
  void whatShouldNotHaveHappenedIsToldWithItsCause() {
    note(List.of(new IllegalStateException("no table")), End.GONE);

    assertThat(lines).hasSize(2);
    assertThat(lines.getLast()).contains("\"WARN\"", "no table");
  }

  @Test
  void pushesThatNobodyWasAskedForAreCounted() {
    Undelivered.noteUnasked(new Log(lines::add, "id"), 0);
    assertThat(lines).isEmpty();

    Undelivered.noteUnasked(new Log(lines::add, "id"), 3);

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains("\"WARN\"", "pushes that nobody was asked for", "\"count\":3");
  }
}
