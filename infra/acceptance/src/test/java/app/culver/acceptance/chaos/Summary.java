package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What very many talks came to. A way is one kind of fault at one place; it is counted by the seeds that came by it, not
 * by how often they did, nor by which of the talks of a seed.
 */
final class Summary {
  static final String HEAD = """
      | date | commit | machine | seeds | messages | faults | of these killed, answered with an error, answer lost, \
      late | places | rules broken | time |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  private static final Set<Kind> KILLED = EnumSet.of(Kind.KILLED_BEFORE, Kind.KILLED_AFTER);
  private static final Set<Kind> ERRORS = EnumSet.of(Kind.THROTTLED, Kind.CONFLICT, Kind.OUT_OF_ORDER);
  private static final Set<Kind> LOST = EnumSet.of(Kind.ANSWER_LOST);
  private static final Set<Kind> LATE = EnumSet.of(Kind.LATE, Kind.TIMED_OUT);
  /** By so many seeds a way counts as tried. */
  private static final int SEEDS = 3;

  private final Map<String, Integer> talks = new LinkedHashMap<>();
  private final Map<String, Set<Plan>> ways = new TreeMap<>();
  private final Set<String> places = new HashSet<>();
  private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
  private final List<String> failures = new ArrayList<>();
  private int messages;

  /** Counts what became of such talks. */
  void add(String name, List<Outcome> outcomes) {
    talks.merge(name, outcomes.size(), Integer::sum);
    outcomes.forEach(outcome -> {
      messages += outcome.messages();
      outcome.hits().forEach(hit -> {
        kinds.merge(hit.kind(), 1, Integer::sum);
        places.add(hit.site().place());
        ways.computeIfAbsent(hit.way(), unseen -> new HashSet<>()).add(outcome.plan());
      });
      if (outcome.failed()) {
        failures.add(name + ", " + outcome.plan() + ": " + rules(outcome.failure()));
      }
    });
  }

  private static String rules(String failure) {
    var rules = Stream.of(Rule.values()).map(Rule::name).filter(failure::contains).collect(Collectors.joining(", "));
    return rules.isEmpty() ? "did not end" : rules;
  }

  /** The names of those that were counted. */
  Set<String> talks() {
    return talks.keySet();
  }

  /** How many ways were come by by seeds enough. */
  long triedWays() {
    return ways.values().stream().filter(plans -> plans.size() >= SEEDS).count();
  }

  /** Every way with the number of seeds that came by it, a line each. */
  String ways() {
    return ways.entrySet().stream().map(way -> way.getValue().size() + " " + way.getKey())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** As a row of the table in bench/RESULTS.md. */
  String row(Surroundings where, Duration took) {
    var all = count(kinds.keySet());
    var four = List.of(count(KILLED), count(ERRORS), count(LOST), count(LATE));
    var rest = all - four.stream().mapToInt(Integer::intValue).sum();
    return "| %s | %s | %s | %s | %,d | %,d | %s; %,d of other kinds | %d, in %d ways, %d of them by %d seeds or more "
        .formatted(where.date(), where.commit(), where.machine(), seeds(), messages, all,
            four.stream().map("%,d"::formatted).collect(Collectors.joining(", ")), rest, places.size(), ways.size(),
            triedWays(), SEEDS)
        + "| %s | %,d s |".formatted(failures.isEmpty() ? "none" : String.join("; ", failures), took.toSeconds());
  }

  private String seeds() {
    return talks.entrySet().stream().map(talk -> talk.getValue() + " " + talk.getKey())
        .collect(Collectors.joining(", "));
  }

  private int count(Set<Kind> some) {
    return some.stream().mapToInt(kind -> kinds.getOrDefault(kind, 0)).sum();
  }
}
