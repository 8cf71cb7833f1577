package app.culver.push.firebase;

import app.culver.aws.parameter.Parameters;
import app.culver.aws.runtime.Environment;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The key file of a service account, in the SecureString of Systems Manager that {@code FIREBASE_SERVICE_ACCOUNT} names.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html">SecureString</a>
 */
public final class ServiceAccount {
  private final Environment environment;

  public ServiceAccount(Environment environment) {
    this.environment = environment;
  }

  /** @throws IllegalStateException if there is none, or what is there is no key file */
  GoogleCredentials credentials() {
    String name = environment.required("FIREBASE_SERVICE_ACCOUNT");
    byte[] file = new Parameters(environment).read(name).getBytes(StandardCharsets.UTF_8);
    try {
      return ServiceAccountCredentials.fromStream(new ByteArrayInputStream(file));
    } catch (IOException e) {
      // Without the cause, whose message may quote the file.
      throw new IllegalStateException("the parameter " + name + " holds no key file of a service account");
    }
  }
}
