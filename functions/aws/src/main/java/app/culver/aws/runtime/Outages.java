package app.culver.aws.runtime;

import app.culver.core.refusal.Refusal.Busy;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Turns a service that stays throttled, out of reach or out of order after the SDK's own retries into the refusal that
 * asks the client to try again: what it asked for may have been done or not, and doing it again is safe.
 */
final class Outages implements ExecutionInterceptor {
  private static final Busy TRY_AGAIN = new Busy(1000);
  private static final int SERVER_ERROR = 500;

  @Override
  public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
    return isOutage(context.exception()) ? TRY_AGAIN.exception() : context.exception();
  }

  private static boolean isOutage(Throwable thrown) {
    return switch (thrown) {
      case AwsServiceException service -> service.isThrottlingException() || service.statusCode() >= SERVER_ERROR;
      case ApiCallTimeoutException _,ApiCallAttemptTimeoutException _ -> true;
      case SdkClientException client -> client.getCause() instanceof IOException;
      default -> false;
    };
  }
}
