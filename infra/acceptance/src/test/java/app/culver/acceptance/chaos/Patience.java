package app.culver.acceptance.chaos;

import app.culver.client.CulverException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** How long those who talk put up with what goes wrong, in real time. */
final class Patience {
  /** Longer than it takes a client to notice that an answer does not come, twice, and to try again. */
  static final Duration LONG = Duration.ofSeconds(120);

  private Patience() {}

  /** Asks until there is an answer, neither a refusal nor another status than expected. */
  static <T> T insist(Callable<T> question) {
    return Awaitility.await().atMost(LONG)
        .ignoreExceptionsMatching(thrown -> thrown instanceof CulverException || thrown instanceof AssertionError)
        .until(question, Objects::nonNull);
  }
}
