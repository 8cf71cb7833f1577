package app.culver.local.kms;

/**
 * An error as KMS answers it.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html">Errors</a>
 */
final class KmsException extends RuntimeException {
  private final String type;

  KmsException(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  static KmsException validation(String message) {
    return new KmsException("ValidationException", message);
  }

  String type() {
    return type;
  }
}
