package app.culver.local.gateway;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The access log of an API: a line for each request, in the format that the template gives. A variable that has no value
 * becomes a hyphen, and a value is escaped as in JSON, as both were seen on AWS
 * (https://github.com/DataBiosphere/azul/issues/4348).
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html">the
 *     variables of HTTP APIs</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">the variables of
 *     WebSocket APIs</a>
 */
public final class AccessLog {
  private static final Pattern VARIABLE = Pattern.compile("\\$context((?:\\.[A-Za-z0-9_]+)+)");
  private static final String NONE = "-";

  private final String api;
  private final Optional<String> format;
  private final GatewayListener listener;

  /**
   * Writes to a listener.
   *
   * @param api the logical id in the template
   * @param format empty for an API that logs nothing
   */
  public AccessLog(String api, Optional<String> format, GatewayListener listener) {
    this.api = api;
    this.format = format;
    this.listener = listener;
  }

  /**
   * Writes the line of a request that is answered.
   *
   * @param context the values, objects in objects as the dots in the variables' names say
   */
  public void write(JsonNode context) {
    format.map(text -> line(text, context)).ifPresent(line -> listener.accessLogged(api, line));
  }

  private static String line(String format, JsonNode context) {
    return VARIABLE.matcher(format).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), context)));
  }

  private static String value(String path, JsonNode context) {
    var value = context.at(path.replace('.', '/'));
    return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
        ? new String(JsonStringEncoder.getInstance().quoteAsString(value.asText()))
        : NONE;
  }
}
