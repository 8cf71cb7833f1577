package app.culver.acceptance.chaos;

import app.culver.acceptance.deployment.Command;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/** When, of what and on what something was measured. */
record Surroundings(LocalDate date, String commit, String machine) {
  private static final double GIGABYTE = 1L << 30;

  static Surroundings now() {
    return new Surroundings(LocalDate.now(Clock.systemUTC()), head(), host());
  }

  /** Sources may come without their history. */
  private static String head() {
    try {
      var head = Command.run(Map.of(), "git", "describe", "--always", "--dirty=, changed", "--exclude=*");
      return head.exit() == 0 ? head.output().strip() : "unknown";
    } catch (AssertionError noGit) {
      return "unknown";
    }
  }

  private static String host() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return String.format(Locale.ROOT, "%d cores, %.0f GB, Java %s, load average %.0f", system.getAvailableProcessors(),
        system.getTotalMemorySize() / GIGABYTE, Runtime.version().toString().replaceFirst("\\+.*", ""),
        system.getSystemLoadAverage());
  }
}
