package app.culver.aws.kms;

import app.culver.core.account.MacKey;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/** A MAC key that KMS holds: HMAC with SHA-256. */
public final class KmsMacKey implements MacKey {
  private final KmsClient kms;
  private final String key;

  public KmsMacKey(KmsClient kms, String key) {
    this.kms = kms;
    this.key = key;
  }

  @Override
  public byte[] mac(byte[] message) {
    return kms.generateMac(request -> request.keyId(key).message(SdkBytes.fromByteArray(message))
        .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)).mac().asByteArray();
  }
}
