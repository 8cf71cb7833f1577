package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening.SendBegun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/** A talk under a plan, and what becomes of it. */
final class Running {
  private final Plan plan;
  private Optional<Talk> talk = Optional.empty();
  private Optional<String> error = Optional.empty();

  Running(Plan plan) {
    this.plan = plan;
  }

  /** Talks up to where everything is accepted. */
  Running talk(Whereabouts whereabouts, Chaos.Meeting meeting, int messages) {
    guarded(() -> {
      talk = Optional.of(meeting.apply(whereabouts, plan));
      talk.get().talk(messages);
    });
    return this;
  }

  /** Talks the second part, if there is one. */
  Running again(int messages) {
    talk().ifPresent(begun -> guarded(() -> begun.again(messages)));
    return this;
  }

  /** The talk, unless something has ended it. */
  Optional<Talk> talk() {
    return talk.filter(begun -> error.isEmpty());
  }

  /** Sees how it went, and ends it. */
  Outcome end() {
    talk.filter(Talk::hasMet).ifPresent(begun -> guarded(begun::settle));
    talk.ifPresent(begun -> guarded(begun::close));
    return new Outcome(plan, talk.map(begun -> begun.troubles().hits()).orElse(List.of()),
        talk.map(Running::messages).orElse(0), talk.map(Talk::log).orElse(plan.toString()),
        error.orElse("") + talk.map(Talk::failure).orElse(""));
  }

  private static int messages(Talk talk) {
    return (int) talk.history().all(SendBegun.class).stream().map(SendBegun::message).distinct().count();
  }

  private void guarded(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | AssertionError e) {
      var trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      error = error.or(() -> Optional.of(trace.toString()));
    }
  }
}
