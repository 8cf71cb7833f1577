package app.culver.core.signal;

import app.culver.core.identifier.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps any one device from signalling more than a few times a second. It counts for itself alone, without a store: each
 * instance of a function has its own, so that a device whose frames are served by several of them at once gets through as
 * many times more often.
 */
public final class Pace {
  /** How many signals may come at once, after a while without. */
  static final int AT_ONCE = 10;
  /** How long it takes until one more may come. */
  static final Duration ONE_MORE = Duration.ofMillis(200);

  /** Devices that are remembered; the one that has been quiet for longest is forgotten first. */
  static final int DEVICES = 1_000;

  private final InstantSource clock;
  /** When each device would be back where it began, if it were quiet from now on. */
  private final Map<DeviceId, Instant> recovered = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<DeviceId, Instant> eldest) {
      return size() > DEVICES;
    }
  };

  public Pace(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether one more signal of a device may pass; if so, it counts. */
  synchronized boolean admits(DeviceId device) {
    Instant now = clock.instant();
    Instant known = recovered.getOrDefault(device, now);
    Instant then = (known.isBefore(now) ? now : known).plus(ONE_MORE);
    boolean admitted = !then.isAfter(now.plus(ONE_MORE.multipliedBy(AT_ONCE)));
    if (admitted) {
      recovered.put(device, then);
    }
    return admitted;
  }
}
