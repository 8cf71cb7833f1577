package app.culver.local.cloud;

import app.culver.local.function.FunctionListener;
import app.culver.local.gateway.Functions.Invocation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Lets any number of listeners watch the functions. */
final class FunctionWatchers implements FunctionListener {
  private final List<FunctionListener> listeners = new CopyOnWriteArrayList<>();

  void add(FunctionListener listener) {
    listeners.add(listener);
  }

  void remove(FunctionListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void started(String function, String instance, Duration took) {
    tell(listener -> listener.started(function, instance, took));
  }

  @Override
  public void startFailed(String function, String message, Throwable cause) {
    tell(listener -> listener.startFailed(function, message, cause));
  }

  @Override
  public void invoked(Run run) {
    tell(listener -> listener.invoked(run));
  }

  @Override
  public void ended(Run run, Invocation outcome, Duration took) {
    tell(listener -> listener.ended(run, outcome, took));
  }

  @Override
  public void printed(String function, String instance, String line) {
    tell(listener -> listener.printed(function, instance, line));
  }

  @Override
  public void reloaded(String function) {
    tell(listener -> listener.reloaded(function));
  }

  private void tell(Consumer<FunctionListener> word) {
    listeners.forEach(word);
  }
}
