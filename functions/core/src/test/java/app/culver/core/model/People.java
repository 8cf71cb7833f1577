package app.culver.core.model;

import app.culver.core.memory.DeviceKeys;
import java.util.List;
import java.util.stream.IntStream;

/** Three people, who have three pairs of keys each. */
final class People {
  static final List<String> NAMES = List.of("Alice", "Bob", "Carol");
  static final int KEYS = 3;

  private static final List<DeviceKeys> POOL = IntStream.range(0, NAMES.size() * KEYS).mapToObj(_ -> new DeviceKeys())
      .toList();

  private People() {}

  static DeviceKeys keys(int person, int number) {
    return POOL.get(person * KEYS + number);
  }
}
