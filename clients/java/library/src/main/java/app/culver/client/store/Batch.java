package app.culver.client.store;

import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes that are made together or not at all. A later change of a key supersedes an earlier one. */
public final class Batch {
  /** Null stands for removal. */
  private final Map<String, ObjectNode> changes = new LinkedHashMap<>();

  public Batch put(String key, ObjectNode value) {
    changes.put(key, value);
    return this;
  }

  public Batch remove(String key) {
    changes.put(key, null);
    return this;
  }

  /** Makes another batch's changes part of this one. */
  public Batch putAll(Batch other) {
    changes.putAll(other.changes);
    return this;
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  Map<String, ObjectNode> changes() {
    return changes;
  }

  byte[] bytes() {
    var json = Json.object();
    changes.forEach(json::set);
    return Json.bytes(json);
  }
}
