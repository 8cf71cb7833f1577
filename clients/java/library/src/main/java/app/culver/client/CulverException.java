package app.culver.client;

import java.math.BigDecimal;
import java.time.Duration;

/** Something that an application asked for was not done. The message says why and, where it helps, what to do. */
public abstract sealed class CulverException extends RuntimeException {
  private CulverException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The server refused. */
  public static final class Refused extends CulverException {
    private final transient Problem problem;

    public Refused(Problem problem) {
      super(problem.detail(), null);
      this.problem = problem;
    }

    /** Why. */
    public Problem problem() {
      return problem;
    }
  }

  /** The server could not be reached, did not answer, or its answer made no sense, in spite of retries. */
  public static final class Unreachable extends CulverException {
    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** This profile has no session: nobody signed in, or the session has ended. Sign in. */
  public static final class SignedOut extends CulverException {
    public SignedOut(String message) {
      super(message, null);
    }
  }

  /** The identity provider refused the phone number or the code. */
  public static final class SignInFailed extends CulverException {
    private final Reason reason;

    public SignInFailed(Reason reason, String message) {
      super(message, null);
      this.reason = reason;
    }

    /** Why the provider refused. */
    public Reason reason() {
      return reason;
    }

    /** Why. */
    public enum Reason {
      /** Not a phone number in international form (E.164). */
      INVALID_PHONE_NUMBER,
      /** Not the code that was sent: ask for it again. */
      WRONG_CODE,
      /** Too long ago: send a new code. */
      CODE_EXPIRED,
      /** Wait before the next attempt. */
      TOO_MANY_ATTEMPTS,
      /** The project demands a proof that a person or a genuine app asks. */
      APP_NOT_VERIFIED,
      /** Anything else; the message has the provider's own word for it. */
      OTHER
    }
  }

  /** The profile's folder is used by another process. */
  public static final class ProfileInUse extends CulverException {
    public ProfileInUse(String message) {
      super(message, null);
    }
  }

  /** The profile's files cannot be read or written, were changed, or belong to another key or deployment. */
  public static final class ProfileUnusable extends CulverException {
    public ProfileUnusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What was passed in cannot be done, whatever the server says: an unknown conversation, too long a text. */
  public static final class NotPossible extends CulverException {
    public NotPossible(String message) {
      super(message, null);
    }
  }

  /** It did not happen within the time that was given; it may still. */
  public static final class TimedOut extends CulverException {
    public TimedOut(Duration limit) {
      super("nothing within " + seconds(limit), null);
    }

    private static String seconds(Duration limit) {
      return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
  }

  /** The waiting thread was interrupted; what it waited for goes on. */
  public static final class Interrupted extends CulverException {
    public Interrupted() {
      super("interrupted", null);
    }
  }

  /** The profile was closed. */
  public static final class Closed extends CulverException {
    public Closed() {
      super("the profile is closed", null);
    }
  }
}
