package app.culver.push.firebase;

import app.culver.core.push.Pushed;
import com.google.auth.Retryable;
import com.google.firebase.IncomingHttpResponse;
import com.google.firebase.messaging.FirebaseMessagingException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What FCM's errors mean.
 *
 * @see <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode">Its error codes</a>
 */
final class Answers {
  private static final Pattern SECONDS = Pattern.compile("\\[?(\\d{1,9})]?");

  private Answers() {}

  static Pushed of(FirebaseMessagingException e) {
    return switch (e.getMessagingErrorCode()) {
      case UNREGISTERED -> new Pushed.Unregistered();
      case QUOTA_EXCEEDED, UNAVAILABLE, INTERNAL -> new Pushed.Later(retryAfter(e));
      case THIRD_PARTY_AUTH_ERROR -> new Pushed.Misconfigured(e.getMessagingErrorCode().name());
      // A token of another project than the one that people sign in with: its own device may have set it, for mischief.
      case SENDER_ID_MISMATCH, INVALID_ARGUMENT -> new Pushed.Refused(e.getMessagingErrorCode().name());
      case null -> withoutCode(e);
    };
  }

  /** Google's front, or the way to it. */
  private static Pushed withoutCode(FirebaseMessagingException e) {
    return switch (e.getErrorCode()) {
      case UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, FAILED_PRECONDITION ->
        new Pushed.Misconfigured(e.getErrorCode().name());
      case INVALID_ARGUMENT -> new Pushed.Refused(e.getErrorCode().name());
      default -> areCredentialsRefused(e) ? new Pushed.Misconfigured("CREDENTIALS") : new Pushed.Later(retryAfter(e));
    };
  }

  /** Whether no access token could be had for the service account, and never will be. */
  private static boolean areCredentialsRefused(Throwable thrown) {
    for (Throwable t = thrown.getCause(); t != null; t = t.getCause()) {
      if (t instanceof Retryable credentials) {
        return !credentials.isRetryable();
      }
    }
    return false;
  }

  /** In seconds, which is the form that Google uses; zero if there is none. */
  private static Duration retryAfter(FirebaseMessagingException e) {
    return Optional.ofNullable(e.getHttpResponse()).map(IncomingHttpResponse::getHeaders)
        .map(headers -> headers.get("retry-after")).map(value -> SECONDS.matcher(value.toString()))
        .filter(Matcher::matches).map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.group(1))))
        .orElse(Duration.ZERO);
  }
}
