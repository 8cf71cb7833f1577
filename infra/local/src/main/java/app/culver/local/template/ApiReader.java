package app.culver.local.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads both kinds of API with the routes to functions. */
record ApiReader(Names names) {

  HttpApi http(String id, Node node, Map<String, Node> functions) {
    var routes = new ArrayList<HttpApi.Route>();
    functions.forEach((function, properties) -> properties.child("Events").children().values().stream()
        .filter(event -> event.text("Type").equals("HttpApi")).map(event -> event.child("Properties"))
        .filter(event -> event.optional("ApiId").map(api -> api.equals(names.physical(id))).orElse(true))
        .forEach(event -> routes.add(new HttpApi.Route(
            event.text("Method").toUpperCase(Locale.ROOT).replace("*", "ANY"), event.text("Path"), function))));
    return new HttpApi(id, names.physical(id), node.optional("StageName").orElse("$default"), List.copyOf(routes),
        cors(node), accessLog(node));
  }

  private static Optional<HttpApi.Cors> cors(Node node) {
    if (!node.has("CorsConfiguration")) {
      return Optional.empty();
    }
    var cors = node.child("CorsConfiguration");
    return Optional.of(new HttpApi.Cors(cors.texts("AllowOrigins"), cors.texts("AllowMethods"),
        cors.texts("AllowHeaders"), cors.texts("ExposeHeaders"), cors.flag("AllowCredentials"),
        cors.integer("MaxAge", 0)));
  }

  SocketApi socket(String id, Node node, Collection<Node> responses) {
    var routes = new ArrayList<SocketApi.Route>();
    node.child("Routes").children().forEach((key, route) -> routes.add(new SocketApi.Route(key,
        names.logicalId(route.text("FunctionArn"), id + "." + key), isTwoWay(id, key, route, responses))));
    return new SocketApi(id, names.physical(id), node.optional("StageName").orElse("default"),
        node.text("RouteSelectionExpression"), List.copyOf(routes), authorizer(id, node.child("Auth")),
        List.copyOf(node.child("Auth").texts("IdentitySource")), accessLog(node));
  }

  private static Optional<String> accessLog(Node node) {
    return node.child("AccessLogSettings").optional("Format");
  }

  private Optional<String> authorizer(String id, Node auth) {
    return switch (auth.optional("AuthType").orElse("NONE")) {
      case "NONE" -> Optional.empty();
      case "CUSTOM" -> Optional.of(names.logicalId(auth.text("AuthArn"), id + ".Auth"));
      default -> throw auth.error("the local cloud only knows Lambda authorizers");
    };
  }

  /**
   * A function's answer only reaches the socket when its route has a response and selects it; SAM makes no response.
   *
   * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html">Route
   *     responses</a>
   */
  private static boolean isTwoWay(String api, String key, Node route, Collection<Node> responses) {
    var bare = key.replace("$", "");
    var name = api + bare.substring(0, 1).toUpperCase(Locale.ROOT) + bare.substring(1).toLowerCase(Locale.ROOT)
        + "Route";
    var responds = responses.stream()
        .anyMatch(each -> each.text("RouteId").equals(name) && each.text("RouteResponseKey").equals("$default"));
    var selects = route.optional("RouteResponseSelectionExpression").filter("$default"::equals).isPresent();
    if (responds != selects) {
      throw route.error("a two-way route needs both RouteResponseSelectionExpression: $default and an "
          + "AWS::ApiGatewayV2::RouteResponse on " + name + "; it has only one of them");
    }
    return responds;
  }
}
