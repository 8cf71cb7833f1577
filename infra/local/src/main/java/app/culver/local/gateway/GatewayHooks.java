package app.culver.local.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Lets any number of listeners watch a running gateway, and one set of faults disturb it. */
public final class GatewayHooks implements GatewayListener, GatewayFaults {
  private final List<GatewayListener> listeners = new CopyOnWriteArrayList<>();
  private volatile GatewayFaults faults = GatewayFaults.NONE;

  /** Begins to watch; closing what is returned ends it. */
  public Watch watch(GatewayListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** What goes wrong from now on; {@link GatewayFaults#NONE} for nothing. */
  public void disturb(GatewayFaults next) {
    faults = next;
  }

  @Override
  public ManagementFault onManagement(String method, String connection, byte[] body) {
    return faults.onManagement(method, connection, body);
  }

  @Override
  public boolean losesDisconnect(String connection) {
    return faults.losesDisconnect(connection);
  }

  @Override
  public void httpAnswered(String route, String method, String path, int status, int bytesIn, int bytesOut) {
    tell(listener -> listener.httpAnswered(route, method, path, status, bytesIn, bytesOut));
  }

  @Override
  public void accessLogged(String api, String line) {
    tell(listener -> listener.accessLogged(api, line));
  }

  @Override
  public void socketOpened(String connection) {
    tell(listener -> listener.socketOpened(connection));
  }

  @Override
  public void socketRefused(int status) {
    tell(listener -> listener.socketRefused(status));
  }

  @Override
  public void socketClosed(String connection, int status) {
    tell(listener -> listener.socketClosed(connection, status));
  }

  @Override
  public void messageReceived(String connection, String route, String text) {
    tell(listener -> listener.messageReceived(connection, route, text));
  }

  @Override
  public void messageSent(String connection, Origin origin, String text) {
    tell(listener -> listener.messageSent(connection, origin, text));
  }

  @Override
  public void managed(String method, String connection, int status) {
    tell(listener -> listener.managed(method, connection, status));
  }

  private void tell(Consumer<GatewayListener> word) {
    listeners.forEach(word);
  }

  /** The end of watching. */
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
