package app.culver.client.profile;

import app.culver.client.FirebasePhone;
import app.culver.client.firebase.FirebaseRest;
import java.util.Optional;

/** Waits for what Firebase answers. */
final class Phone implements FirebasePhone {
  private final FirebaseRest firebase;
  private final Calls calls;

  Phone(FirebaseRest firebase, Calls calls) {
    this.firebase = firebase;
    this.calls = calls;
  }

  @Override
  public Code sendCode(String phoneNumber, Optional<String> recaptcha) {
    var sessionInfo = calls.await(() -> firebase.sendCode(phoneNumber, recaptcha));
    return new Code() {
      @Override
      public String confirm(String digits) {
        return calls.await(() -> firebase.confirm(sessionInfo, digits));
      }

      @Override
      public Optional<String> fromEmulator() {
        return calls.await(() -> firebase.fromEmulator(sessionInfo));
      }
    };
  }
}
