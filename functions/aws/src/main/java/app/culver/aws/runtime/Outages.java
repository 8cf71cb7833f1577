package app.culver.aws.runtime;

import app.culver.core.refusal.Refusal.Busy;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Turns a service that stays throttled, out of reach or out of order after the SDK's own retries into the refusal that
 * asks the client to try again: what it asked for may have been done or not, and doing it again is safe.
 */
final class Outages {
  private static final Busy TRY_AGAIN = new Busy();
  private static final int SERVER_ERROR = 500;

  private Outages() {}

  /**
   * The client with its outages turned so. An interceptor of the SDK cannot do it, as it may only exchange an exception
   * for one of the same class.
   */
  static <C> C asBusy(Class<C> type, C client) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method, arguments) -> {
      boolean convenience = client.getClass().getMethod(method.getName(), method.getParameterTypes()).isDefault();
      if (convenience) {
        // A paginator, or an overload that takes a lambda: it leads back here with the call itself.
        return InvocationHandler.invokeDefault(proxy, method, arguments);
      }
      try {
        return method.invoke(client, arguments);
      } catch (InvocationTargetException e) {
        throw isOutage(e.getCause()) ? TRY_AGAIN.because(e.getCause()) : e.getCause();
      }
    }));
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
