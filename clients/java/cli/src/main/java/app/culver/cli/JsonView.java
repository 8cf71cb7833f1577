package app.culver.cli;

import app.culver.client.Account;
import app.culver.client.Contact;
import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Device;
import app.culver.client.Event;
import app.culver.client.Member;
import app.culver.client.Message;
import app.culver.client.Reader;
import app.culver.client.Reference;
import app.culver.client.Verification;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows things to programs: one JSON object a line, described in this module's README. */
final class JsonView implements View {
  private final Consumer<String> lines;
  private final People people;

  JsonView(Consumer<String> lines, People people) {
    this.lines = lines;
    this.people = people;
  }

  @Override
  public void account(Account account) {
    var json = JsonLine.of("account").put("account", account.id().value());
    account.handle().ifPresent(handle -> json.put("handle", handle));
    account.name().ifPresent(name -> json.put("name", name));
    write(json.put("createdAt", account.createdAt().toString()));
  }

  @Override
  public void device(Device device) {
    var json = JsonLine.of("device").put("device", device.id().value());
    device.name().ifPresent(name -> json.put("name", name));
    write(json.put("addedAt", device.addedAt().toString()).put("current", device.current()));
  }

  @Override
  public void contact(Contact contact) {
    var json = JsonLine.of("contact").put("account", contact.id().value());
    contact.handle().ifPresent(handle -> json.put("handle", handle));
    contact.name().ifPresent(name -> json.put("name", name));
    write(json.put("verified", contact.verified()));
  }

  @Override
  public void conversation(Conversation conversation) {
    var json = with(JsonLine.of("conversation"), conversation)
        .put("createdAt", conversation.createdAt().toString()).put("unread", conversation.unread());
    conversation.last().ifPresent(last -> json.set("last", message(JsonLine.of("message"), last, conversation)));
    write(json);
  }

  @Override
  public void message(Message message, Conversation with) {
    write(message(JsonLine.of("message"), message, with));
  }

  @Override
  public void readers(Message message, Conversation with, List<Reader> readers) {
    var json = message(JsonLine.of("receipts"), message, with);
    var array = json.putArray("readers");
    readers.forEach(reader -> array.addObject().put("account", reader.account().value())
        .put("state", word(reader.state())));
    write(json);
  }

  @Override
  public void privacy(boolean readReceipts, boolean typing) {
    write(JsonLine.of("privacy").put("readReceipts", readReceipts).put("typing", typing));
  }

  @Override
  public void typed(Message message, Conversation with) {
    message(message, with);
  }

  @Override
  public void state(Message message, Conversation with) {
    write(message(JsonLine.of("state"), message, with));
  }

  @Override
  public void verification(Verification verification) {
    write(JsonLine.of("verification").put("account", verification.account().value())
        .put("safetyNumber", verification.safetyNumber()).put("verified", verification.verified()));
  }

  @Override
  public void connection(Event.Connection connection) {
    var json = JsonLine.of("connection").put("state", word(connection.state()));
    connection.retryIn().map(Duration::toMillis).ifPresent(millis -> json.put("retryInMillis", millis));
    connection.reason().ifPresent(reason -> json.put("reason", reason));
    write(json);
  }

  @Override
  public void typing(Event.Typing typing, Conversation with) {
    write(with(JsonLine.of("typing"), with)
        .put("account", typing.account().value()).put("until", typing.until().toString()));
  }

  @Override
  public void catchingUp(long missing) {
    write(JsonLine.of("catching-up").put("missing", missing));
  }

  @Override
  public void caughtUp() {
    write(JsonLine.of("caught-up"));
  }

  @Override
  public void warning(String text) {
    write(JsonLine.of("warning").put("message", text));
  }

  private ObjectNode message(ObjectNode json, Message message, Conversation with) {
    with(json, with);
    message.id().ifPresent(id -> json.put("message", id.value()));
    message.seq().ifPresent(seq -> json.put("seq", seq));
    json.put("sender", message.sender().value());
    message.device().ifPresent(device -> json.put("device", device.value()));
    json.put("time", message.time().toString()).put("state", word(message.state()));
    message.failure().ifPresent(failure -> json.put("failure", failure));
    switch (message.content()) {
      case Content.Text text -> rest(json.put("kind", "text").put("text", text.text()), text.reply(),
          text.lifetime(), text.edited());
      case Content.Media media -> {
        var files = rest(json.put("kind", "media").put("text", media.text()), media.reply(), media.lifetime(),
            media.edited()).putArray("files");
        media.files().forEach(file -> files.addObject().put("name", file.fileName()).put("type", file.type())
            .put("size", file.size()));
      }
      case Content.Reacted(var to, var emoji) -> {
        about(json.put("kind", "reaction"), to);
        emoji.ifPresent(sign -> json.put("emoji", sign));
      }
      case Content.Edited(var to, var text) -> about(json.put("kind", "edit").put("text", text), to);
      case Content.Deleted(var to) -> about(json.put("kind", "delete"), to);
      case Content.Removed _ -> json.put("kind", "deleted");
      case Content.LifetimeSet(var lifetime) -> {
        json.put("kind", "lifetime");
        lifetime.ifPresent(time -> json.put("seconds", time.toSeconds()));
      }
      case Content.Introduced _ -> json.put("kind", "introduced");
      case Content.Known _ -> json.put("kind", "known");
      case Content.Vanished _ -> json.put("kind", "vanished");
      case Content.Unsupported unsupported -> json.put("kind", "unsupported").put("unsupported", unsupported.kind());
      case Content.NotForThisDevice _ -> json.put("kind", "not-for-this-device");
      case Content.Refused refused -> json.put("kind", "refused").put("reason", refused.reason());
      case Content.Created _ -> json.put("kind", "created");
      case Content.MembersAdded added -> accounts(json.put("kind", "members-added"), added.members());
      case Content.MembersRemoved removed -> accounts(json.put("kind", "members-removed"), removed.members());
      case Content.MemberLeft _ -> json.put("kind", "member-left");
      case Content.RoleChanged changed -> json.put("kind", "role-changed").put("account", changed.account().value())
          .put("role", word(changed.role()));
      case Content.Titled titled -> json.put("kind", "titled").put("title", titled.title());
      case Content.Expired expired -> json.put("kind", "expired").put("count", expired.count());
      case Content.DevicesChanged changed -> {
        json.put("kind", "devices-changed").put("account", changed.account().value());
        devices(json, "added", changed.added());
        devices(json, "removed", changed.removed());
      }
    }
    return json;
  }

  private static ObjectNode rest(ObjectNode json, Optional<Reference> reply, Optional<Duration> lifetime,
      boolean edited) {
    reply.ifPresent(to -> about(json, to));
    lifetime.ifPresent(time -> json.put("lifetime", time.toSeconds()));
    return edited ? json.put("edited", true) : json;
  }

  /** Which message it answers, or does something to. */
  private static void about(ObjectNode json, Reference to) {
    json.putObject("to").put("device", to.device().value()).put("message", to.id().value());
  }

  /** Which conversation it is: that with somebody, or a group. */
  private ObjectNode with(ObjectNode json, Conversation conversation) {
    json.put("conversation", conversation.id().value());
    if (conversation.kind() == Conversation.Kind.DIRECT) {
      return json.put("with", conversation.other(people.self()).value());
    }
    conversation.title().ifPresent(title -> json.put("group", title));
    return json;
  }

  @Override
  public void group(Conversation group, List<Member> members) {
    var json = with(JsonLine.of("group"), group).put("proven", group.proven()).put("ended", group.ended().isPresent());
    var array = json.putArray("members");
    members.forEach(member -> array.addObject().put("account", member.account().value())
        .put("role", word(member.role())).put("invited", member.invited()));
    write(json);
  }

  private static void accounts(ObjectNode json, List<AccountId> accounts) {
    var array = json.putArray("members");
    accounts.forEach(account -> array.add(account.value()));
  }

  private static void devices(ObjectNode json, String member, List<DeviceId> devices) {
    var array = json.putArray(member);
    devices.forEach(device -> array.add(device.value()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void write(ObjectNode json) {
    lines.accept(JsonLine.write(json));
  }
}
