package app.culver.acceptance.load;

import app.culver.acceptance.load.Clocked.Phase;
import app.culver.acceptance.load.Tally.Count;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is said of a run. */
final class Report {
  private static final double MEGABYTE = 1024 * 1024;

  private final World world;
  private final Tally tally;
  private Moment begin;
  private Moment steady;
  private Moment storm;
  private Moment end;

  Report(World world, Tally tally) {
    this.world = world;
    this.tally = tally;
  }

  /** @param heap in bytes, with nothing in it that is not needed */
  private record Moment(long nanos, Count count, long sent, long repeated, long heap) {}

  void begin() {
    begin = now();
  }

  void steady() {
    steady = now();
  }

  void storm() {
    storm = now();
  }

  void end() {
    end = now();
  }

  private Moment now() {
    var nanos = System.nanoTime();
    System.gc();
    return new Moment(nanos, tally.count(), world.clocked.sent.sum(), world.clocked.repeated.sum(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }

  String table(int sockets, int rate, Duration length) {
    var text = new StringBuilder();
    text.append("%d sockets, %d messages a second wished, %d minutes, then a storm%n%n".formatted(sockets, rate,
        length.toMinutes()));
    text.append(
        "| | messages | a second | acknowledged ms: p50 | p95 | p99 | max | shown ms: p50 | p95 | p99 | max |\n");
    text.append("|---|---|---|---|---|---|---|---|---|---|---|\n");
    text.append(times("steady", Phase.STEADY, begin, steady));
    text.append(times("storm", Phase.STORM, steady, storm));
    text.append("\n| | write units a message | read units a message | socket messages a message | posts | 410s "
        + "| refused sockets | lost races | repeated sends | invocations |\n|---|---|---|---|---|---|---|---|---|---|\n");
    text.append(counts("steady", begin, steady));
    text.append(counts("storm", steady, storm));
    text.append("\nReconnected after the storm (socket lost to everything fetched), ms: p50 | p95 | p99 | max = "
        + world.reconnected.cells() + " (" + world.reconnected.count() + ")\n");
    text.append("Refusals that were met by trying again: " + world.clocked.refused.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue().sum()).collect(Collectors.joining(", ")) + "\n");
    text.append("Refused sockets by status: " + end.count().refusedSockets() + "\n");
    text.append("Failed invocations: " + end.count().failures() + "\n");
    text.append(
        "Heap after collection, MB: %s at the beginning, %s after the steady part, %s after the storm%n".formatted(
            megabytes(begin), megabytes(steady), megabytes(storm)));
    text.append("In the logs: " + world.ledger.messages() + " messages\n");
    return text.toString();
  }

  private String times(String name, Phase phase, Moment from, Moment to) {
    var messages = to.sent() - from.sent();
    return "| %s | %d | %s | %s | %s |%n".formatted(name, messages,
        number(messages / ((to.nanos() - from.nanos()) / 1e9)), world.clocked.acknowledged.get(phase).cells(),
        world.clocked.shown.get(phase).cells());
  }

  private static String counts(String name, Moment from, Moment to) {
    var before = from.count();
    var after = to.count();
    var messages = (double) (to.sent() - from.sent());
    return "| %s | %s | %s | %s | %d | %d | %d | %d | %d | %d |%n".formatted(name,
        number((after.writeUnits() - before.writeUnits()) / messages),
        number((after.readUnits() - before.readUnits()) / messages),
        number((after.messages() - before.messages()) / messages), after.posts() - before.posts(),
        after.gone() - before.gone(), sum(after.refusedSockets()) - sum(before.refusedSockets()),
        after.lostRaces() - before.lostRaces(), to.repeated() - from.repeated(),
        sum(after.invocations()) - sum(before.invocations()));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String megabytes(Moment moment) {
    return number(moment.heap() / MEGABYTE);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
