package app.culver.acceptance.chaos;

import app.culver.acceptance.support.Recording;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A place in the code from which a service is called, as far as it can be told from outside.
 *
 * @param target the table, if the service has tables; else empty
 */
record Site(String function, String service, String operation, String target) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Site of(String service, String operation, String instance, byte[] request) {
    return new Site(Recording.function(instance), service, operation, target(service, request));
  }

  private static String target(String service, byte[] request) {
    if (!service.equals("dynamodb")) {
      return "";
    }
    try {
      return JSON.readTree(request).path("TableName").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return function + " " + service + ":" + operation + (target.isEmpty() ? "" : " " + target);
  }
}
