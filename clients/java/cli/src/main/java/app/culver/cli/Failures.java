package app.culver.cli;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import java.util.Locale;

/** Says in words what the library's exceptions mean to the person at the keyboard, and what to do about them. */
final class Failures {
  private Failures() {}

  static Failure of(CulverException exception) {
    return switch (exception) {
      case CulverException.Refused refused -> of(refused.problem());
      case CulverException.Unreachable unreachable -> new Failure(ExitCode.NOT_REACHED, unreachable.getMessage(),
          "Check the network, and that the server runs; the local cloud starts with: make run");
      case CulverException.SignedOut signedOut -> signedOut(signedOut.getMessage());
      case CulverException.SignInFailed failed -> of(failed);
      case CulverException.ProfileInUse _ -> new Failure(ExitCode.IN_USE, "Another culver command uses this profile.",
          "End that one, or be someone else: --profile NAME");
      case CulverException.ProfileUnusable unusable -> new Failure(ExitCode.PROFILE, unusable.getMessage(),
          "If nothing else helps, begin anew: culver logout --local, then culver login");
      case CulverException.NotPossible not -> new Failure(ExitCode.USAGE, sentence(not.getMessage()), "");
      case CulverException.TimedOut timedOut -> new Failure(ExitCode.NOT_IN_TIME, timedOut.getMessage(),
          "What was to be sent stays in the outbox; commands that connect send it, as long as they last.");
      case CulverException.Interrupted _,CulverException.Closed _ ->
        new Failure(ExitCode.FAULT, "Ended before it was done.", "");
    };
  }

  /** The library's messages are parts of sentences. */
  static String sentence(String message) {
    return message.isEmpty() ? message : message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
  }

  static Failure signedOut(String message) {
    return new Failure(ExitCode.NOT_SIGNED_IN, message,
        "Sign in: culver login (with a local cloud that began anew, first: culver logout --local)");
  }

  private static Failure of(Problem problem) {
    return switch (problem) {
      case Problem.SessionEnded _ -> signedOut("This device's session has ended, or the device was removed.");
      case Problem.RefreshRefused _ -> signedOut("This device's session has ended, or the server began anew.");
      case Problem.Unauthenticated _ -> signedOut("The server did not accept this device's session.");
      case Problem.SignInRefused _ -> refused("The server did not accept the sign-in: " + problem.detail(),
          "Ask for a new code: culver login");
      case Problem.NotFound _ -> new Failure(ExitCode.NOT_FOUND, "There is no such thing on the server.", "");
      case Problem.NotAllowed _ -> refused("Your role in the group does not allow that.",
          "Owners may do everything, admins add and remove members: culver group members GROUP");
      case Problem.LastOwner _ -> refused("The group would have no owner.",
          "Make another one owner first: culver group role GROUP MEMBER owner");
      case Problem.GroupFull full -> refused("A group has at most " + full.limit() + " members.", "");
      case Problem.HandleTaken _ -> refused("This handle belongs to someone else.", "Choose another one.");
      case Problem.TooManyDevices many -> refused("The account has " + many.limit() + " devices, which is the limit.",
          "On one of them, remove another: culver devices remove DEVICE");
      case Problem.TooLarge large -> refused("That is too large: at most " + large.limit() + " bytes.", "");
      case Problem.Busy busy -> refused("The server is busy.",
          "Try again in " + Math.max(1, busy.retryAfter().toSeconds()) + " s.");
      default -> refused("The server refused (" + problem.name() + "): " + problem.detail(), requestId(problem));
    };
  }

  private static String requestId(Problem problem) {
    return problem.requestId().isEmpty() ? "" : "The operator finds it by the request id " + problem.requestId() + ".";
  }

  private static Failure refused(String message, String advice) {
    return new Failure(ExitCode.REFUSED, message, advice);
  }

  private static Failure of(CulverException.SignInFailed failed) {
    return switch (failed.reason()) {
      case INVALID_PHONE_NUMBER -> new Failure(ExitCode.USAGE, "That is not a phone number.",
          "Write it with + and the country: +49 151 12345678");
      case WRONG_CODE -> refused("That is not the code that was sent.", "Try again: culver login");
      case CODE_EXPIRED -> refused("The code is too old.", "Ask for a new one: culver login");
      case TOO_MANY_ATTEMPTS -> refused("Too many attempts with this number.", "Wait some minutes.");
      case APP_NOT_VERIFIED -> refused(
          "This Firebase project asks for a reCAPTCHA before it sends a code, which a terminal cannot show.",
          "Sign in by an app or page of the project and pass on its ID token: culver login --id-token -");
      case OTHER -> refused(failed.getMessage(), "");
    };
  }
}
