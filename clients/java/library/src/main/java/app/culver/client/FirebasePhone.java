package app.culver.client;

import java.util.Optional;

/**
 * Sign-in with a phone number by Firebase's REST interface, for programs that cannot use a Firebase SDK. On Android use
 * the SDK and pass its ID token to {@link Culver#signIn}.
 */
public interface FirebasePhone {

  /**
   * Sends a code to a phone.
   *
   * @param phoneNumber in international form (E.164), such as {@code +4915112345678}
   * @param recaptcha the answer to a reCAPTCHA: Firebase demands one, an Auth emulator does not
   * @throws CulverException.SignInFailed if the provider refuses
   * @throws CulverException.Unreachable if it does not answer
   */
  Code sendCode(String phoneNumber, Optional<String> recaptcha);

  /** A code that was sent. */
  interface Code {

    /**
     * Exchanges the code for an ID token, to be passed to {@link Culver#signIn}.
     *
     * @param digits what the person received
     * @throws CulverException.SignInFailed if it is not the code
     * @throws CulverException.Unreachable if the provider does not answer
     */
    String confirm(String digits);

    /** The digits themselves, which only an Auth emulator tells; empty on AWS. */
    Optional<String> fromEmulator();
  }
}
