package app.culver.local.cloud;

import app.culver.local.server.PortTakenException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/**
 * The ports that people and clients use, one after another; what only functions use is on any free port.
 *
 * @param http the HTTP API
 * @param socket the WebSocket API
 * @param firebase the stand-in of Firebase Auth
 * @param dynamo DynamoDB, for whoever wants to look at the tables
 * @param queues SQS, for whoever wants to look at the queues
 * @param buckets S3, where clients put files and get them
 * @param site the web client
 */
record CloudPorts(int http, int socket, int firebase, int dynamo, int queues, int buckets, int site) {
  private static final int COUNT = 7;

  /**
   * The ports from this one on.
   *
   * @param first 0 for any free ones
   * @throws IllegalStateException if there are no such ports
   * @throws PortTakenException if one of them is not free: better told before anything else was started
   */
  static CloudPorts from(int first) {
    var last = (1 << 16) - COUNT;
    if (first < 0 || first > last) {
      throw new IllegalStateException("the first port has to be a number from 0 to " + last);
    }
    if (first > 0) {
      IntStream.range(first, first + COUNT).forEach(CloudPorts::requireFree);
    }
    return first == 0
        ? new CloudPorts(0, 0, 0, 0, 0, 0, 0)
        : new CloudPorts(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6);
  }

  private static void requireFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException taken) {
      throw new PortTakenException(port, taken);
    }
  }
}
