package app.culver.aws.kms;

import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** Signs with a key of KMS: ECDSA on P-256 with SHA-256, at most 4,096 bytes; the signatures are DER. */
public final class KmsSigner implements UnaryOperator<byte[]> {
  private final KmsClient kms;
  private final String key;

  public KmsSigner(KmsClient kms, String key) {
    this.kms = kms;
    this.key = key;
  }

  @Override
  public byte[] apply(byte[] message) {
    return kms.sign(request -> request.keyId(key).message(SdkBytes.fromByteArray(message)).messageType(MessageType.RAW)
        .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)).signature().asByteArray();
  }
}
