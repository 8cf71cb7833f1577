package app.culver.acceptance.contract;

import app.culver.client.crypto.P256PublicKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What the contract demands in words, since a schema cannot: where a request that suits its schema breaks it. */
final class Rules {
  private static final int MAX_DEVICES = 64;
  private static final int MOST_CHUNKS = 1600;

  private final long tail;
  private final Set<String> broken = new TreeSet<>();

  private Rules(long tail) {
    this.tail = tail;
  }

  /** The places that may be named; empty if no rule is broken. {@code tail} is the end of the conversation named. */
  static Set<String> broken(JsonNode request, long tail) {
    var rules = new Rules(tail);
    rules.everywhere("", request);
    return rules.broken;
  }

  private void everywhere(String at, JsonNode node) {
    // README, "Forms": numbers are written without fraction or exponent.
    if (node.isBigDecimal() || node.isDouble()) {
      broken.add(at);
    }
    node.properties().forEach(member -> everywhere(at + "/" + member.getKey(), member.getValue()));
    for (var index = 0; node.isArray() && index < node.size(); index++) {
      everywhere(at + "/" + index, node.get(index));
    }
    if (node.isObject()) {
      envelope(at, node);
      // group-request.json, change-added.json, change-removed.json: text order, each once.
      ordered(at + "/members", node.path("members"), "account");
      if (node.path("type").asText().equals("removed")) {
        ordered(at + "/accounts", node.path("accounts"), "");
      }
      // send-request.json: "each message id once"; sync-request.json: "each conversation once".
      once(at + "/envelopes", node.path("envelopes"), "id");
      once(at + "/cursors", node.path("cursors"), "conversation");
      chunks(at, node);
      keys(at, node);
      receipt(node);
    }
  }

  /** envelope.json: text order, each once, 64 devices in all. */
  private void envelope(String at, JsonNode node) {
    var recipients = node.path("recipients");
    ordered(at + "/recipients", recipients, "account");
    var devices = 0;
    for (var index = 0; index < recipients.size(); index++) {
      ordered(at + "/recipients/" + index + "/devices", recipients.path(index).path("devices"), "device");
      devices += recipients.path(index).path("devices").size();
    }
    if (devices > MAX_DEVICES) {
      broken.add(at + "/recipients");
    }
  }

  private void ordered(String at, JsonNode items, String by) {
    for (var index = 1; index < items.size(); index++) {
      if (text(items.path(index), by).compareTo(text(items.path(index - 1), by)) <= 0) {
        broken.add(at + "/" + index);
      }
    }
  }

  /** media-upload-request.json: the indexes ascend; media-download-request.json: none beyond 1,599. */
  private void chunks(String at, JsonNode node) {
    var chunks = node.path("chunks");
    for (var index = 1; index < chunks.size(); index++) {
      if (chunks.path(index).path("index").asInt() <= chunks.path(index - 1).path("index").asInt()) {
        broken.add(at + "/chunks/" + index);
      }
    }
    if (node.has("count") && node.path("from").asLong() + node.path("count").asLong() > MOST_CHUNKS) {
      broken.add(at + "/count");
    }
  }

  private static String text(JsonNode item, String by) {
    return (by.isEmpty() ? item : item.path(by)).asText();
  }

  private void once(String at, JsonNode items, String by) {
    var seen = new HashSet<String>();
    for (var index = 0; index < items.size(); index++) {
      if (!seen.add(items.path(index).path(by).asText())) {
        broken.add(at + "/" + index + "/" + by);
      }
    }
  }

  /** scalars.json, publicKey: the point has to lie on the curve; sign-in-request.json: two different keys. */
  private void keys(String at, JsonNode node) {
    for (var name : new String[]{"signingKey", "sealingKey"}) {
      try {
        if (node.has(name)) {
          P256PublicKey.parse(node.path(name).asText());
        }
      } catch (IllegalArgumentException offCurve) {
        broken.add(at + "/" + name);
      }
    }
  }

  /** README, "Receipts": one beyond the end of the log is refused. */
  private void receipt(JsonNode node) {
    for (var name : new String[]{"delivered", "read"}) {
      if (node.path("action").asText().equals("receipt") && node.path(name).asLong() > tail) {
        broken.add("/" + name);
      }
    }
  }
}
