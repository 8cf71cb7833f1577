package app.culver.local.tap;

import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import app.culver.local.tap.TapFaults.Fault;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Stands before services. Whose call it is tells the User-Agent, in which the SDK names the instance as the app. */
public final class Tap {
  private static final Pattern APP = Pattern.compile("(?:^| )app/(\\S+)");
  private static final WebResponse DEAD = Fault.Answered.error(403, "AccessDeniedException",
      "the instance that calls is dead").answer();

  private final List<TapListener> listeners = new CopyOnWriteArrayList<>();
  private final Predicate<String> isDead;
  private final Consumer<String> kill;
  private volatile TapFaults faults = TapFaults.NONE;

  /** Asks by instance's name whether it is dead, and kills it. */
  public Tap(Predicate<String> isDead, Consumer<String> kill) {
    this.isDead = isDead;
    this.kill = kill;
  }

  /** Begins to watch, for good. */
  public void watch(TapListener listener) {
    listeners.add(listener);
  }

  /** Ends watching. */
  public void forget(TapListener listener) {
    listeners.remove(listener);
  }

  /** What goes wrong from now on; {@link TapFaults#NONE} for nothing. */
  public void disturb(TapFaults next) {
    faults = next;
  }

  /** Taps a service whose operation is in the header {@code X-Amz-Target}. */
  public WebHandler on(String service, WebHandler next) {
    return request -> through(service, operation(request), request, next);
  }

  /** Taps one call whose operation is known otherwise. */
  public WebResponse through(String service, String operation, WebRequest request, WebHandler next) throws Exception {
    var instance = instance(request);
    var start = System.nanoTime();
    var asking = service.equals("dynamodb") ? request.with(Capacity.asking(operation, request.body())) : request;
    var answer = isDead.test(instance) ? DEAD : carryOut(service, operation, instance, asking, next);
    var capacity = service.equals("dynamodb")
        ? Capacity.of(operation, request.body(), answer.status(), answer.body())
        : new Capacity(0, 0);
    var call = new AwsCall(service, operation, instance, request.body(), answer.status(), answer.body(),
        capacity.readUnits(), capacity.writeUnits(), start, System.nanoTime());
    listeners.forEach(listener -> listener.called(call));
    return answer;
  }

  private WebResponse carryOut(String service, String operation, String instance, WebRequest request, WebHandler next)
      throws Exception {
    // Faults are for functions: what tests and the local cloud itself call always works.
    var fault = instance.isEmpty() ? new Fault.None() : faults.on(service, operation, instance, request.body());
    return switch (fault) {
      case Fault.None() -> next.handle(request);
      case Fault.Answered(var answer) -> answer;
      case Fault.Lost() -> {
        next.handle(request);
        yield Fault.Answered.error(500, "InternalServerError", "the answer was lost").answer();
      }
      case Fault.Late(var delay) -> {
        Thread.sleep(delay);
        yield next.handle(request);
      }
      case Fault.Killed(var carriedOut) -> {
        if (carriedOut) {
          next.handle(request);
        }
        kill.accept(instance);
        yield DEAD;
      }
    };
  }

  private static String instance(WebRequest request) {
    var matcher = APP.matcher(request.header("User-Agent").orElse(""));
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String operation(WebRequest request) {
    var target = request.header("X-Amz-Target").orElse("");
    return target.substring(target.indexOf('.') + 1);
  }
}
