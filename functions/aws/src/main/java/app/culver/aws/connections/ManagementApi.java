package app.culver.aws.connections;

import app.culver.core.delivery.LiveConnections;
import app.culver.core.device.ConnectionId;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/** The sockets of the stage that the client speaks to. The client's own time-outs bound each call. */
public final class ManagementApi implements LiveConnections {
  private final ApiGatewayManagementApiClient client;

  public ManagementApi(ApiGatewayManagementApiClient client) {
    this.client = client;
  }

  @Override
  public Posted post(ConnectionId connection, byte[] frame) {
    try {
      client.postToConnection(post -> post.connectionId(connection.value()).data(SdkBytes.fromByteArrayUnsafe(frame)));
      return Posted.DELIVERED;
    } catch (GoneException _) {
      return Posted.GONE;
    } catch (RuntimeException _) {
      // Too many posts, a client that reads too slowly, no answer in time: it fetches what it missed.
      return Posted.FAILED;
    }
  }

  @Override
  public void close(ConnectionId connection) {
    try {
      client.deleteConnection(delete -> delete.connectionId(connection.value()));
    } catch (RuntimeException _) {
      // Gone, or out of reach: its frames are refused by the row of its device in any case.
    }
  }
}
