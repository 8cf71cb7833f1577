package app.culver.acceptance.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Recording;
import app.culver.local.function.FunctionListener.Run;
import app.culver.local.tap.AwsCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * What something costs, exactly.
 *
 * @param invocations of functions
 * @param writeUnits of DynamoDB; a transaction's count twice, as they are billed
 * @param readUnits of DynamoDB
 * @param messages of the socket, those of the client included, each up to 32 KiB
 * @param keyCalls to KMS
 * @param depth how many calls to other services have to wait for another: latency is a multiple of it
 */
record Cost(int invocations, double writeUnits, double readUnits, int messages, int keyCalls, int depth) {

  /**
   * What the requests of clients cost that were begun. What follows in its own time, after these or after others, is not
   * among it: batches of streams and queues, and the ends of sockets. The depth is right only if each call took long
   * enough for those beside it to begin.
   */
  static Cost of(Recording taps) {
    var requests = taps.runs().stream().filter(Cost::isOfRequest).toList();
    return of(requests.size(), requests.stream().flatMap(run -> taps.calls(run).stream()).toList(),
        taps.messages().size());
  }

  private static boolean isOfRequest(Run run) {
    var context = Answer.parse(new String(run.event(), UTF_8)).path("requestContext");
    return context.isObject() && !context.path("eventType").asText().equals("DISCONNECT");
  }

  /** What one function's part in it was. */
  static Cost of(Recording taps, String function) {
    return of((int) taps.runs().stream().filter(run -> run.function().equals(function)).count(), taps.calls(function),
        0);
  }

  private static Cost of(int invocations, List<AwsCall> calls, int messages) {
    return new Cost(invocations, calls.stream().mapToDouble(AwsCall::writeUnits).sum(),
        calls.stream().mapToDouble(AwsCall::readUnits).sum(), messages,
        (int) calls.stream().filter(call -> call.service().equals("kms")).count(), depth(calls));
  }

  /** The same with so many messages of the socket. */
  Cost with(int messagesOfSocket) {
    return new Cost(invocations, writeUnits, readUnits, messagesOfSocket, keyCalls, depth);
  }

  /** The longest chain of calls of which each began after the former had ended. */
  private static int depth(List<AwsCall> calls) {
    var inOrder = new ArrayList<>(calls);
    inOrder.sort(Comparator.comparingLong(AwsCall::startNanos));
    var depths = new HashMap<AwsCall, Integer>();
    for (var call : inOrder) {
      depths.put(call, 1 + depths.entrySet().stream().filter(before -> before.getKey().endNanos() <= call.startNanos())
          .mapToInt(before -> before.getValue()).max().orElse(0));
    }
    return depths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** As a row of a Markdown table. */
  String row(String name) {
    return "| %s | %d | %s | %s | %d | %d | %d |".formatted(name, invocations, number(writeUnits), number(readUnits),
        messages,
        keyCalls, depth);
  }

  private static String number(double units) {
    return units == Math.rint(units) ? Long.toString(Math.round(units)) : Double.toString(units);
  }
}
