package app.culver.acceptance.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Much goes wrong, chosen by a seed and by nothing else: one call of twelve, half of the live posts to a third of the
 * devices, one acknowledgement of fifty, a third of the batches and pushes, one connection of ten; half of the talks end
 * with a sender that dies; clocks are off by minutes or days.
 */
record Seeded(long seed) implements Plan {
  private static final int CALLS = 12;
  private static final int ACKNOWLEDGEMENTS = 50;
  private static final int CONNECTIONS = 10;
  private static final List<Duration> SKEWS = List.of(Duration.ZERO, Duration.ofMinutes(4), Duration.ofMinutes(-4),
      Duration.ofDays(3), Duration.ofDays(-3));

  @Override
  public Optional<Kind> on(Site site, int ordinal) {
    var kinds = Stream.of(Kind.values()).filter(kind -> kind.suits(site)).toList();
    var random = random(site, ordinal);
    var kind = kinds.get(random.nextInt(kinds.size()));
    return random.nextInt(oneOf(site)) == 0 ? Optional.of(kind) : Optional.empty();
  }

  private int oneOf(Site site) {
    return switch (site.way()) {
      case CALL -> CALLS;
      case POST -> switch (site.operation()) {
        case "entry", "receipt" -> random(site.target(), 0).nextInt(3) == 0 ? 2 : Integer.MAX_VALUE;
        default -> ACKNOWLEDGEMENTS;
      };
      case BATCH, PUSH, END -> 3;
      case SOCKET -> CONNECTIONS;
      case SENDER -> 2;
    };
  }

  @Override
  public Duration skew(int device) {
    return SKEWS.get(random("clock", device).nextInt(SKEWS.size()));
  }

  private Random random(Object place, int ordinal) {
    var random = new Random(Objects.hash(seed, place.toString(), ordinal));
    // The first values of seeds that are close to each other are, too.
    random.nextLong();
    return random;
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
