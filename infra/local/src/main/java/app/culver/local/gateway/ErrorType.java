package app.culver.local.gateway;

/**
 * Why the gateway itself answers with an error, as {@code $context.error.responseType} names it. AWS documents the names,
 * not which of them the newer kinds of API use for what.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-responses.html">Gateway
 *     response types</a>
 */
public enum ErrorType {
  ACCESS_DENIED, AUTHORIZER_FAILURE, DEFAULT_4XX, INTEGRATION_FAILURE, INTEGRATION_TIMEOUT, REQUEST_TOO_LARGE,
  RESOURCE_NOT_FOUND, UNAUTHORIZED;

  /** Why an authorizer lets nobody in, by the status that the client gets. */
  public static ErrorType ofAuthorizer(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 403 -> ACCESS_DENIED;
      default -> AUTHORIZER_FAILURE;
    };
  }
}
