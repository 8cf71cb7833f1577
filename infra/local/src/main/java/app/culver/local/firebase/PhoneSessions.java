package app.culver.local.firebase;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The codes that were sent and not used yet. */
final class PhoneSessions {
  /** Firebase does not say how long; long enough to type a code in. */
  private static final Duration VALIDITY = Duration.ofMinutes(10);
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Pending> pending = new LinkedHashMap<>();

  PhoneSessions(InstantSource clock) {
    this.clock = clock;
  }

  /** A code that waits for its use. */
  record Pending(String sessionInfo, String phoneNumber, String code, Instant sent) {}

  synchronized Pending begin(String phoneNumber) {
    if (!E164.matcher(phoneNumber).matches()) {
      throw new FirebaseRefusal(400, "INVALID_PHONE_NUMBER : Invalid format.");
    }
    var bytes = new byte[24];
    random.nextBytes(bytes);
    var begun = new Pending(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), phoneNumber,
        "%06d".formatted(random.nextInt(1_000_000)), clock.instant());
    pending.put(begun.sessionInfo(), begun);
    return begun;
  }

  /** The phone number that a code proves; a code proves it once. */
  synchronized String redeem(String sessionInfo, String code) {
    if (sessionInfo.isEmpty()) {
      throw new FirebaseRefusal(400, "MISSING_SESSION_INFO");
    }
    if (code.isEmpty()) {
      throw new FirebaseRefusal(400, "MISSING_CODE");
    }
    var found = pending.get(sessionInfo);
    if (found == null) {
      throw new FirebaseRefusal(400, "INVALID_SESSION_INFO");
    }
    if (found.sent().plus(VALIDITY).isBefore(clock.instant())) {
      pending.remove(sessionInfo);
      throw new FirebaseRefusal(400, "SESSION_EXPIRED");
    }
    if (!found.code().equals(code)) {
      throw new FirebaseRefusal(400, "INVALID_CODE");
    }
    pending.remove(sessionInfo);
    return found.phoneNumber();
  }

  synchronized List<Pending> all() {
    return List.copyOf(pending.values());
  }
}
