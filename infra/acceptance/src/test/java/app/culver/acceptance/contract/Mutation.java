package app.culver.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A request that was altered in one place.
 *
 * @param place where
 * @param name what was done to it
 * @param request what became of it
 * @param pointers where a refusal may point to
 */
record Mutation(String place, String name, JsonNode request, Set<String> pointers) {
  @Override
  public String toString() {
    var text = request.toString();
    return "'" + place + "' " + name + ": " + (text.length() > 200 ? text.substring(0, 200) + "..." : text);
  }
}
