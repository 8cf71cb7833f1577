package app.culver.aws.kms;

import java.util.function.Function;
import software.amazon.awssdk.services.kms.KmsClient;

/** Public keys of KMS by the ARN, as X.509 SubjectPublicKeyInfo. */
public final class KmsPublicKeys implements Function<String, byte[]> {
  private final KmsClient kms;

  public KmsPublicKeys(KmsClient kms) {
    this.kms = kms;
  }

  @Override
  public byte[] apply(String key) {
    return kms.getPublicKey(request -> request.keyId(key)).publicKey().asByteArray();
  }
}
