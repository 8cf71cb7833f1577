package app.culver.acceptance.support;

import app.culver.local.function.FunctionListener;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.tap.AwsCall;
import app.culver.local.tap.TapListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What passed the taps of the local cloud from some moment on. */
public final class Recording implements TapListener, FunctionListener, GatewayListener, AutoCloseable {
  private final Runnable end;
  private final List<AwsCall> calls = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<String> started = new ArrayList<>();
  private final List<byte[]> payloads = new ArrayList<>();
  private final List<String> accessLog = new ArrayList<>();
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final Map<String, Run> latest = new HashMap<>();
  private final Map<Run, List<AwsCall>> callsOf = new HashMap<>();

  /** @param end run when the recording ends */
  Recording(Consumer<Recording> end) {
    this.end = () -> end.accept(this);
  }

  /** A line that a function logged. */
  public record Line(String function, String text) {}

  /** A message on a socket; {@code from} is {@code client}, or who of the server made it. */
  public record Message(String from, String connection, String text) {}

  @Override
  public synchronized void called(AwsCall call) {
    calls.add(call);
    var run = latest.get(call.instance());
    if (run != null) {
      callsOf.get(run).add(call);
    }
  }

  @Override
  public synchronized void invoked(Run run) {
    runs.add(run);
    payloads.add(run.event());
    running.add(run.requestId());
    latest.put(run.instance(), run);
    callsOf.put(run, new ArrayList<>());
    notifyAll();
  }

  @Override
  public synchronized void ended(Run run, Invocation outcome, Duration took) {
    ended.add(run.function());
    if (outcome instanceof Invocation.Returned returned) {
      payloads.add(returned.payload());
    }
    running.remove(run.requestId());
    notifyAll();
  }

  @Override
  public synchronized void printed(String function, String instance, String line) {
    lines.add(new Line(function, line));
  }

  @Override
  public synchronized void started(String function, String instance, Duration took) {
    started.add(function);
    // What an instance does before its first invocation, SnapStart does once for all of them, before its snapshot.
    calls.removeIf(call -> call.instance().equals(instance));
  }

  @Override
  public synchronized void startFailed(String function, String message, Throwable cause) {
    lines.add(new Line(function, message));
  }

  @Override
  public synchronized void accessLogged(String api, String line) {
    accessLog.add(line);
  }

  @Override
  public synchronized void messageReceived(String connection, String route, String text) {
    messages.add(new Message("client", connection, text));
    notifyAll();
  }

  @Override
  public synchronized void messageSent(String connection, Origin origin, String text) {
    messages.add(new Message(origin.name(), connection, text));
    notifyAll();
  }

  /** Calls of functions to services while they were invoked, in the order in which they were answered. */
  public synchronized List<AwsCall> calls() {
    return calls.stream().filter(call -> !call.instance().isEmpty()).toList();
  }

  /** Calls that were made in the course of an invocation. */
  public synchronized List<AwsCall> calls(Run run) {
    return List.copyOf(callsOf.get(run));
  }

  /** Calls of one function. */
  public List<AwsCall> calls(String function) {
    return calls().stream().filter(call -> function(call).equals(function)).toList();
  }

  /** The function whose instance made a call. */
  public static String function(AwsCall call) {
    return function(call.instance());
  }

  /** The function that an instance is of. */
  public static String function(String instance) {
    return instance.substring(0, instance.lastIndexOf('-'));
  }

  /** Invocations that were begun. */
  public synchronized List<Run> runs() {
    return List.copyOf(runs);
  }

  /** How many instances of a function have started. */
  public synchronized int started(String function) {
    return (int) started.stream().filter(function::equals).count();
  }

  /** What functions were invoked with, and what they returned. */
  public synchronized List<byte[]> payloads() {
    return List.copyOf(payloads);
  }

  /** What functions logged. */
  public synchronized List<Line> lines() {
    return List.copyOf(lines);
  }

  /** What the gateway logged of requests and sockets' events. */
  public synchronized List<String> accessLog() {
    return List.copyOf(accessLog);
  }

  /** What passed the sockets, both ways. */
  public synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  /** What the server sent on sockets. */
  public List<Message> sent() {
    return messages().stream().filter(message -> !message.from().equals("client")).toList();
  }

  /** How many invocations of a function have ended. */
  public synchronized int ended(String function) {
    return (int) ended.stream().filter(function::equals).count();
  }

  /** Waits until this many invocations of a function have ended. */
  public synchronized void awaitEnded(String function, int count) {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (ended(function) < count) {
      pause(deadline, () -> count + " invocations of " + function + "; ended are " + ended);
    }
  }

  /** Waits until this many invocations of a function have begun. */
  public synchronized void awaitBegun(String function, int count) {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (runs.stream().filter(run -> run.function().equals(function)).count() < count) {
      pause(deadline, () -> count + " beginnings of " + function);
    }
  }

  /** Waits until this many messages have passed the sockets. */
  public synchronized void awaitMessages(int count) {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (messages.size() < count) {
      pause(deadline, () -> count + " messages; there were " + messages);
    }
  }

  /** Waits until no invocation that it saw begin is running. */
  public synchronized void awaitQuiet() {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!running.isEmpty()) {
      pause(deadline, () -> "the end of " + running);
    }
  }

  /** Ends the recording; what was recorded stays. */
  @Override
  public void close() {
    end.run();
  }

  private void pause(long deadline, Supplier<String> awaited) {
    var left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new AssertionError("waited in vain for " + awaited.get());
    }
    try {
      wait(left);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
