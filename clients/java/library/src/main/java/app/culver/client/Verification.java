package app.culver.client;

import app.culver.client.identifier.AccountId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What two people compare by another way than Culver.
 *
 * @param safetyNumber 60 digits, the same for both if nobody is in between
 * @param verified whether it was marked as compared and has not changed since
 */
public record Verification(AccountId account, String safetyNumber, boolean verified) {
  private static final int GROUP = 5;

  /** The number as people read it: twelve groups of five digits. */
  public String grouped() {
    return IntStream.range(0, safetyNumber.length() / GROUP)
        .mapToObj(group -> safetyNumber.substring(group * GROUP, (group + 1) * GROUP)).collect(Collectors.joining(" "));
  }
}
