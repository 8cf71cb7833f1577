package app.culver.local.cloud;

/**
 * The ports that people and clients use, one after another; what only functions use is on any free port.
 *
 * @param http the HTTP API
 * @param socket the WebSocket API
 * @param firebase the stand-in of Firebase Auth
 * @param dynamo DynamoDB, for whoever wants to look at the tables
 */
record CloudPorts(int http, int socket, int firebase, int dynamo) {

  /** @param first 0 for any free ones */
  static CloudPorts from(int first) {
    return first == 0
        ? new CloudPorts(0, 0, 0, 0)
        : new CloudPorts(first, first + 1, first + 2, first + 3);
  }
}
