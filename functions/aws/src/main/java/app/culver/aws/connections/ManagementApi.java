package app.culver.aws.connections;

import app.culver.aws.runtime.Log;
import app.culver.core.delivery.LiveConnections;
import app.culver.core.device.ConnectionId;
import java.io.IOException;
import java.net.UnknownHostException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

/**
 * The sockets of the stage that the client speaks to. The client's own time-outs bound each call. What is wrong with the
 * deployment, such as a permission that is missing, fails like a slow client, but leaves an error in the log.
 */
public final class ManagementApi implements LiveConnections {
  private final ApiGatewayManagementApiClient client;
  private final Log log;

  public ManagementApi(ApiGatewayManagementApiClient client) {
    this(client, Log.ofProcess());
  }

  ManagementApi(ApiGatewayManagementApiClient client, Log log) {
    this.client = client;
    this.log = log;
  }

  @Override
  public Posted post(ConnectionId connection, byte[] frame) {
    try {
      client.postToConnection(post -> post.connectionId(connection.value()).data(SdkBytes.fromByteArrayUnsafe(frame)));
      return Posted.DELIVERED;
    } catch (GoneException _) {
      return Posted.GONE;
    } catch (RuntimeException e) {
      // The client fetches what it missed.
      note("a post that failed", e);
      return Posted.FAILED;
    }
  }

  @Override
  public void close(ConnectionId connection) {
    try {
      client.deleteConnection(delete -> delete.connectionId(connection.value()));
    } catch (GoneException _) {
      // It is closed already.
    } catch (RuntimeException e) {
      // Its frames are refused by the row of its device in any case.
      note("a socket that was not closed", e);
    }
  }

  private void note(String event, RuntimeException thrown) {
    if (!isExpected(thrown)) {
      log.error(event, thrown);
    }
  }

  /** Too many posts, a client that reads too slowly, no answer in time or no longer waited for, a fault of the network. */
  private static boolean isExpected(RuntimeException thrown) {
    return switch (thrown) {
      case LimitExceededException _,PayloadTooLargeException _ -> true;
      case ApiCallTimeoutException _,ApiCallAttemptTimeoutException _,AbortedException _ -> true;
      // No such host: the address is wrong.
      case SdkClientException client -> client.getCause() instanceof IOException cause
          && !(cause instanceof UnknownHostException);
      default -> false;
    };
  }
}
