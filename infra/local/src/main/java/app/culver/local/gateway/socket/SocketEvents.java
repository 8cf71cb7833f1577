package app.culver.local.gateway.socket;

import app.culver.local.gateway.ApiStage;
import app.culver.local.gateway.Json;
import app.culver.local.gateway.RequestId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes the events that functions get.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">an
 *     authorizer's event</a>
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">
 *     what the request context holds</a>
 */
final class SocketEvents {
  private final ApiStage stage;

  SocketEvents(ApiStage stage) {
    this.stage = stage;
  }

  ObjectNode authorize(Handshake handshake, String requestId, Instant now) {
    var event = Json.object().put("type", "REQUEST").put("methodArn", stage.arn("$connect"));
    multi(event, "headers", "multiValueHeaders", handshake.multiValueHeaders());
    multi(event, "queryStringParameters", "multiValueQueryStringParameters", handshake.parameters());
    event.putObject("stageVariables");
    event.set("requestContext", context(handshake, "CONNECT", "$connect", requestId, now));
    return event;
  }

  /** @param authorizer what the authorizer said of the caller; null without an authorizer */
  ObjectNode connect(Handshake handshake, ObjectNode authorizer, String requestId, Instant now) {
    var event = Json.object();
    multi(event, "headers", "multiValueHeaders", handshake.multiValueHeaders());
    if (!handshake.parameters().isEmpty()) {
      multi(event, "queryStringParameters", "multiValueQueryStringParameters", handshake.parameters());
    }
    event.set("requestContext",
        authorized(context(handshake, "CONNECT", "$connect", requestId, now), authorizer));
    return event.put("isBase64Encoded", false);
  }

  ObjectNode message(Handshake handshake, ObjectNode authorizer, String route, String text, String requestId,
      Instant now) {
    var context = context(handshake, "MESSAGE", route, requestId, now).put("messageId", RequestId.next());
    var event = Json.object();
    event.set("requestContext", authorized(context, authorizer));
    return event.put("body", text).put("isBase64Encoded", false);
  }

  ObjectNode disconnect(Handshake handshake, ObjectNode authorizer, int status, String reason, String requestId,
      Instant now) {
    var event = Json.object();
    multi(event, "headers", "multiValueHeaders", Map.of("Host", List.of(handshake.domain()), "x-api-key", List.of(""),
        "X-Forwarded-For", List.of(""), "x-restapi", List.of("")));
    var context = context(handshake, "DISCONNECT", "$disconnect", requestId, now);
    context.put("disconnectStatusCode", status).put("disconnectReason", reason);
    event.set("requestContext", authorized(context, authorizer));
    return event.put("isBase64Encoded", false);
  }

  private ObjectNode context(Handshake handshake, String type, String route, String requestId, Instant now) {
    var context = Json.object().put("routeKey", route).put("eventType", type);
    context.put("extendedRequestId", requestId).put("requestTime", RequestId.time(now));
    context.put("messageDirection", "IN").put("stage", stage.name());
    context.put("connectedAt", handshake.connectedAt().toEpochMilli()).put("requestTimeEpoch", now.toEpochMilli());
    var identity = context.putObject("identity").put("sourceIp", handshake.request().remote());
    handshake.userAgent().ifPresent(agent -> identity.put("userAgent", agent));
    context.put("requestId", requestId).put("domainName", handshake.domain());
    return context.put("connectionId", handshake.connection()).put("apiId", stage.api());
  }

  private static ObjectNode authorized(ObjectNode context, ObjectNode authorizer) {
    if (authorizer != null) {
      context.set("authorizer", authorizer);
    }
    return context;
  }

  /** The last value of each name, and all of them. */
  private static void multi(ObjectNode event, String single, String all, Map<String, List<String>> values) {
    var last = event.putObject(single);
    var lists = event.putObject(all);
    values.forEach((name, list) -> {
      last.put(name, list.getLast());
      var array = lists.putArray(name);
      list.forEach(array::add);
    });
  }
}
