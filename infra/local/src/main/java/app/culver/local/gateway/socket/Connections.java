package app.culver.local.gateway.socket;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of an API, those whose {@code $connect} runs included. */
final class Connections {
  private final Map<String, Connection> byId = new ConcurrentHashMap<>();

  void add(Connection connection) {
    byId.put(connection.id(), connection);
  }

  void remove(Connection connection) {
    byId.remove(connection.id());
  }

  /** The connection that messages can reach; empty while its {@code $connect} runs. */
  Optional<Connection> open(String id) {
    return Optional.ofNullable(byId.get(id)).filter(Connection::isOpen);
  }

  Collection<Connection> all() {
    return byId.values();
  }
}
