package app.culver.local.gateway.socket;

import app.culver.local.gateway.GatewayFaults;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.gateway.GatewayListener.Origin;
import app.culver.local.gateway.Json;
import app.culver.local.gateway.RequestId;
import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The management API of a WebSocket API's connections.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">
 *     {@code @connections} commands</a>
 */
public final class ManagementApi implements WebHandler {
  private static final String MARK = "@connections";

  private final SocketGateway api;
  private final SignatureV4 signatures;
  private final GatewayListener listener;
  private final GatewayFaults faults;

  public ManagementApi(SocketGateway api, SignatureV4 signatures, GatewayListener listener, GatewayFaults faults) {
    this.api = api;
    this.signatures = signatures;
    this.listener = listener;
    this.faults = faults;
  }

  /** Whether a request is for the management API of a stage: {@code /<stage>/@connections/<id>}. */
  static boolean concerns(String stage, WebRequest request) {
    var parts = request.path().split("/", -1);
    return parts.length == 4 && parts[1].equals(stage) && decode(parts[2]).equals(MARK);
  }

  /** The operation's name in the API reference; the method itself if it has none. */
  public static String operation(WebRequest request) {
    return switch (request.method()) {
      case "POST" -> "PostToConnection";
      case "GET" -> "GetConnection";
      case "DELETE" -> "DeleteConnection";
      default -> request.method();
    };
  }

  @Override
  public WebResponse handle(WebRequest request) {
    var id = decode(request.path().substring(request.path().lastIndexOf('/') + 1));
    var answer = request.body().length > SocketGateway.MAX_MESSAGE_BYTES
        ? error(413, "PayloadTooLargeException", "Message too long")
        : authorized(request, id);
    listener.managed(request.method(), id, answer.status());
    return answer;
  }

  private WebResponse authorized(WebRequest request, String id) {
    return signatures.refusal(request).map(refusal -> error(403, refusal.type(), refusal.message()))
        .orElseGet(() -> faulty(request, id));
  }

  private WebResponse faulty(WebRequest request, String id) {
    return switch (faults.onManagement(request.method(), id, request.body())) {
      case NONE -> done(request, id);
      case GONE -> gone();
      case GONE_ALTHOUGH_DONE -> {
        done(request, id);
        yield gone();
      }
      case LIMIT_EXCEEDED -> error(429, "LimitExceededException", "Too Many Requests");
      case INTERNAL_ERROR -> error(500, "InternalServerErrorException", "Internal server error");
    };
  }

  private WebResponse done(WebRequest request, String id) {
    if (!RequestId.isWellFormed(id)) {
      return error(400, "BadRequestException", "Invalid connectionId: " + id);
    }
    var connection = api.connections().open(id);
    if (connection.isEmpty()) {
      return gone();
    }
    return switch (request.method()) {
      case "POST" -> post(connection.get(), request.body());
      case "GET" -> WebResponse.json(200, describe(connection.get()));
      case "DELETE" -> {
        api.end(connection.get(), CloseCode.NORMAL);
        yield WebResponse.empty(204);
      }
      default -> error(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    };
  }

  private WebResponse post(Connection connection, byte[] body) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notText) {
      // AWS does not say what becomes of bytes that are no text; a text frame cannot carry them.
      return error(400, "BadRequestException", "the data is not UTF-8");
    }
    return switch (api.send(connection, Origin.POST, text)) {
      case SENT -> WebResponse.empty(200);
      case GONE -> gone();
      case FULL -> error(429, "LimitExceededException", "Too Many Requests");
    };
  }

  private static String describe(Connection connection) {
    var handshake = connection.handshake();
    var answer = Json.object().put("connectedAt", handshake.connectedAt().toString());
    answer.putObject("identity").put("sourceIp", handshake.request().remote()).put("userAgent",
        handshake.userAgent().orElse(""));
    return answer.put("lastActiveAt", connection.lastActive().toString()).toString();
  }

  private static WebResponse gone() {
    return WebResponse.empty(410).with("x-amzn-ErrorType", "GoneException");
  }

  private static WebResponse error(int status, String type, String message) {
    return WebResponse.json(status, Json.message(message)).with("x-amzn-ErrorType", type);
  }

  private static String decode(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return part;
    }
  }
}
