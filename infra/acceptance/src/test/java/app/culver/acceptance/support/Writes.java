package app.culver.acceptance.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.culver.local.tap.AwsCall;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What functions wrote, as the services were told. */
public final class Writes {
  private static final Set<String> OPERATIONS = Set.of("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems",
      "BatchWriteItem", "SendMessage", "SendMessageBatch");
  /** They come behind what others sent, some time later: heads follow logs, pushes follow messages. */
  private static final Set<String> FOLLOWING = Set.of("DeliverFunction", "PushFunction");
  /** Presence begins and ends with sockets, and is mended where a socket is found to be gone. */
  private static final Set<String> PRESENCE = Set.of("#connection", "#connectedAt");

  private static final Pattern NAME = Pattern.compile("#\\w+");

  private Writes() {}

  /** The calls that took effect while this was recorded, one text each, without what happens by itself. */
  public static List<String> in(Recording taps) {
    return taps.calls().stream().filter(Writes::tookEffect)
        .map(call -> Recording.function(call) + " " + call.operation() + " " + new String(call.request(), UTF_8))
        .toList();
  }

  private static boolean tookEffect(AwsCall call) {
    return OPERATIONS.contains(call.operation()) && call.status() == 200
        && !FOLLOWING.contains(Recording.function(call)) && !isOfPresence(call);
  }

  private static boolean isOfPresence(AwsCall call) {
    return call.operation().equals("UpdateItem")
        && NAME.matcher(Answer.parse(new String(call.request(), UTF_8)).path("UpdateExpression").asText()).results()
            .allMatch(name -> PRESENCE.contains(name.group()));
  }
}
