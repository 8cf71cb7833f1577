package app.culver.acceptance.load;

import app.culver.acceptance.load.Channel.Outgoing;
import app.culver.acceptance.support.RawDevice;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A device as the contract wants it, but that it keeps no messages and what it sends means nothing. */
final class LightDevice implements LightSocket.Owner {
  private static final Duration ANSWERED = Duration.ofSeconds(35);
  private static final Duration GREETED = Duration.ofSeconds(15);
  private static final Duration ONCE_MORE = Duration.ofSeconds(10);
  private static final Duration RECEIPTS = Duration.ofSeconds(2);
  private static final Duration RENEWED = Duration.ofMinutes(13);
  private static final int CURSORS = 50;

  private final World world;
  private final RawDevice identity;
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, Collection<Channel>> syncs = new HashMap<>();
  private LightSocket socket;
  private boolean greeted;
  private int failures;
  private int requests;
  private long renewedAt = System.nanoTime();
  private long lostAt;
  private boolean receiptsDue;
  private boolean over;

  LightDevice(World world, RawDevice identity) {
    this.world = world;
    this.identity = identity;
  }

  String name() {
    return identity.device().value();
  }

  RawDevice identity() {
    return identity;
  }

  /** Takes part in a conversation. @param others how many devices see what this one writes */
  synchronized void join(String conversation, int others) {
    channels.put(conversation, new Channel(conversation, others));
  }

  /** In the order in which it joined them. */
  synchronized List<String> conversations() {
    return List.copyOf(channels.keySet());
  }

  /** Connects for the first time. */
  void connect() {
    String token;
    try {
      token = token();
    } catch (AssertionError refused) {
      retry();
      return;
    }
    synchronized (this) {
      if (!over) {
        socket = LightSocket.open(world.http, identity.settings().socket(), token, this);
      }
    }
  }

  private String token() {
    synchronized (identity) {
      if (System.nanoTime() - renewedAt > RENEWED.toNanos()) {
        identity.refresh();
        renewedAt = System.nanoTime();
      }
      return identity.accessToken();
    }
  }

  /** Loses the network, and has it again at once. */
  void drop() {
    LightSocket dropped;
    synchronized (this) {
      dropped = socket;
    }
    if (dropped != null) {
      dropped.drop();
      lost(dropped);
    }
  }

  synchronized void leave() {
    over = true;
    if (socket != null) {
      socket.drop();
    }
  }

  @Override
  public synchronized void opened(LightSocket opened) {
    if (opened == socket) {
      opened.say(frame("hello", "hello"));
      world.after(GREETED, () -> {
        if (!hasGreeted(opened)) {
          opened.drop();
          lost(opened);
        }
      });
    } else {
      opened.drop();
    }
  }

  private synchronized boolean hasGreeted(LightSocket opened) {
    return opened != socket || greeted;
  }

  @Override
  public synchronized void lost(LightSocket gone) {
    if (gone != socket || over) {
      return;
    }
    if (greeted) {
      lostAt = System.nanoTime();
    }
    socket = null;
    greeted = false;
    syncs.clear();
    channels.values().forEach(Channel::unanswered);
    retry();
  }

  private synchronized void retry() {
    // At once, then as the Java client.
    var bound = failures++ == 0 ? 1 : Math.min(60_000, 500 << Math.min(failures, 7));
    world.after(Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound)), this::connect);
  }

  @Override
  public synchronized void frame(LightSocket from, JsonNode frame) {
    if (from != socket) {
      return;
    }
    switch (frame.path("type").asText()) {
      case "hello" -> greeted(from);
      case "entry" -> took(frame.path("conversation").asText(), frame.path("entry"));
      case "sent" -> sent(frame);
      case "synced" -> synced(frame);
      case "error" -> refused(frame);
      case "" -> failed();
      default -> {}
    }
  }

  private void greeted(LightSocket from) {
    greeted = true;
    failures = 0;
    list(from, () -> sync(channels.values(), false));
    channels.values().forEach(this::pump);
    world.after(ONCE_MORE, () -> list(from, this::syncAgain));
  }

  /** As every client does to learn of new conversations; here there are none. */
  private void list(LightSocket from, Runnable then) {
    var request = HttpRequest.newBuilder(URI.create(identity.settings().api() + "/v1/conversations?limit=100&only=ids"))
        .header("authorization", "Bearer " + identity.accessToken()).timeout(ANSWERED).build();
    world.http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
      synchronized (this) {
        if (from == socket) {
          then.run();
        }
      }
    });
  }

  /** Asks for what each conversation has behind its cursor. */
  synchronized void syncAll() {
    if (greeted) {
      sync(channels.values(), false);
    }
  }

  private synchronized void syncAgain() {
    if (greeted) {
      sync(channels.values(), true);
    }
  }

  /** @param again what is only moments old may be missing */
  private void sync(Collection<Channel> of, boolean again) {
    var rest = new ArrayList<>(of);
    for (var start = 0; start < rest.size(); start += CURSORS) {
      var asked = List.copyOf(rest.subList(start, Math.min(rest.size(), start + CURSORS)));
      var id = "s" + ++requests;
      var frame = frame("sync", id);
      var cursors = frame.putArray("cursors");
      asked.forEach(channel -> cursors.addObject().put("conversation", channel.conversation())
          .put("after", channel.cursor()).put("receipts", false));
      if (again) {
        frame.put("again", true);
      }
      syncs.put(id, asked);
      var to = socket;
      to.say(frame);
      world.after(ANSWERED, () -> repeatSync(to, id));
    }
  }

  private synchronized void repeatSync(LightSocket to, String id) {
    var asked = to == socket ? syncs.remove(id) : null;
    if (asked != null) {
      sync(asked, false);
    }
  }

  private void synced(JsonNode frame) {
    syncs.remove(frame.path("requestId").asText());
    var unfinished = new ArrayList<Channel>();
    for (var page : frame.path("conversations")) {
      var conversation = page.path("conversation").asText();
      page.path("entries").forEach(entry -> took(conversation, entry));
      if (page.path("more").asBoolean()) {
        unfinished.add(channels.get(conversation));
      }
    }
    if (!unfinished.isEmpty()) {
      sync(unfinished, false);
    } else if (lostAt != 0 && syncs.isEmpty()) {
      world.reconnected.add(System.nanoTime() - lostAt);
      lostAt = 0;
    }
  }

  private void took(String conversation, JsonNode entry) {
    take(channels.get(conversation), entry.path("seq").asLong(), entry.at("/envelope/id").asText(),
        entry.path("device").asText());
  }

  private void take(Channel channel, long seq, String message, String from) {
    var own = from.equals(name());
    for (var shown : channel.take(seq, message, own)) {
      world.ledger.seen(name(), channel.conversation(), shown.seq(), shown.message());
      if (!shown.own()) {
        world.clocked.shown(shown.message());
        tellSoon();
      }
    }
    if (channel.hasGap() && syncs.values().stream().noneMatch(asked -> asked.contains(channel))) {
      sync(List.of(channel), false);
    }
  }

  private void tellSoon() {
    if (!receiptsDue) {
      receiptsDue = true;
      world.after(RECEIPTS, this::tell);
    }
  }

  private synchronized void tell() {
    receiptsDue = false;
    if (greeted) {
      channels.values().forEach(channel -> channel.toTell().ifPresent(seq -> socket.say(frame("receipt", "r")
          .put("conversation", channel.conversation()).put("delivered", seq))));
    }
  }

  /** Writes something, now or when those before it are accepted. */
  synchronized void write(String conversation, String ciphertext) {
    var id = RawDevice.newMessage().value();
    var frame = frame("send", id).put("conversation", conversation);
    frame.putArray("envelopes").addObject().put("id", id).put("suite", "mls").put("ciphertext", ciphertext);
    var channel = channels.get(conversation);
    channel.add(new Outgoing(id, frame));
    world.clocked.begun(id, channel.others());
    pump(channel);
  }

  private void pump(Channel channel) {
    if (!greeted) {
      return;
    }
    channel.next().ifPresent(message -> {
      if (message.frame().has("since")) {
        world.clocked.repeated.increment();
      } else {
        message.frame().put("since", channel.cursor());
      }
      var to = socket;
      to.say(message.frame());
      again(to, channel, ANSWERED);
    });
  }

  /** Tries the message in flight once more, if this attempt has no answer by then. */
  private void again(LightSocket to, Channel channel, Duration pause) {
    var attempt = channel.attempts();
    world.after(pause, () -> {
      synchronized (this) {
        if (to == socket && channel.isUnderWay(attempt)) {
          channel.unanswered();
          pump(channel);
        }
      }
    });
  }

  private void sent(JsonNode frame) {
    var channel = channels.get(frame.path("conversation").asText());
    for (var accepted : frame.path("accepted")) {
      var id = accepted.path("id").asText();
      if (channel.isInFlight(id)) {
        channel.answered();
        world.clocked.acknowledged(id);
        world.ledger.acknowledged(channel.conversation(), accepted.path("seq").asLong(), id);
        take(channel, accepted.path("seq").asLong(), id, name());
      }
    }
    pump(channel);
  }

  private void refused(JsonNode frame) {
    var request = frame.path("requestId").asText();
    world.clocked.refused(frame.at("/problem/type").asText().replace("urn:culver:problem:", ""));
    var to = socket;
    var pause = Duration.ofMillis(500 + ThreadLocalRandom.current().nextLong(1_000));
    world.after(pause, () -> repeatSync(to, request));
    channels.values().stream().filter(channel -> channel.isInFlight(request))
        .forEach(channel -> again(to, channel, pause));
    if (request.equals("hello")) {
      to.drop();
      lost(to);
    }
  }

  /** One of the requests in flight has failed, and the gateway does not say which. */
  private void failed() {
    world.clocked.refused("gateway");
    var to = socket;
    if (!greeted) {
      to.drop();
      lost(to);
      return;
    }
    List.copyOf(syncs.keySet()).forEach(id -> world.after(Duration.ofSeconds(1), () -> repeatSync(to, id)));
    channels.values().forEach(channel -> again(to, channel, Duration.ofSeconds(1)));
  }

  /** Whether it is connected, and nothing waits to be sent, fetched or told. */
  synchronized boolean isQuiet() {
    return greeted && syncs.isEmpty() && !receiptsDue
        && channels.values().stream().allMatch(channel -> channel.isIdle() && !channel.hasGap());
  }

  private ObjectNode frame(String action, String requestId) {
    return RawDevice.object().put("action", action).put("requestId", requestId);
  }
}
