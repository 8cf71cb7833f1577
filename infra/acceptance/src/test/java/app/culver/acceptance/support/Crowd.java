package app.culver.acceptance.support;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A group of Alice, who has made it, and others with a device each, all of them new and away. */
public final class Crowd {
  private static final int MOST_OF_A_REQUEST = 40;

  private final String number = Cloud.running().newPhoneNumber();
  private final RawDevice alice = RawDevice.signIn(Cloud.running().settings(), number);
  private final List<RawDevice> others = new ArrayList<>();
  private final ConversationId group;
  private long change = 1;

  /** Makes a group of so many members. */
  public Crowd(int members) {
    group = alice.createGroup(newcomers(Math.min(members, MOST_OF_A_REQUEST) - 1).map(RawDevice::account)
        .map(Member::of).toArray(Member[]::new));
    grow(members);
  }

  /** Adds members until there are so many. */
  public void grow(int members) {
    while (1 + others.size() < members) {
      var missing = members - 1 - others.size();
      add(newcomers(Math.min(missing, MOST_OF_A_REQUEST)).map(RawDevice::account).toList());
    }
  }

  private Stream<RawDevice> newcomers(int count) {
    var devices = Stream.generate(Cloud.running()::newDevice).limit(count).toList();
    others.addAll(devices);
    return devices.stream();
  }

  private void add(List<AccountId> accounts) {
    var added = RawDevice.object().put("type", "added");
    var list = added.putArray("members");
    accounts.forEach(account -> list.addObject().put("account", account.value()).put("role", "member"));
    change = alice.change(group, change, added).expect(200).path("seq").asLong();
  }

  /** Removes somebody. */
  public void remove(RawDevice member) {
    change = alice.change(group, change, RawDevice.removed(member.account())).expect(200).path("seq").asLong();
  }

  /** Another device of Alice's. */
  public RawDevice laptop() {
    return RawDevice.signIn(Cloud.running().settings(), number);
  }

  public RawDevice alice() {
    return alice;
  }

  /** Those who came after Alice, in the order in which they came. */
  public List<RawDevice> others() {
    return List.copyOf(others);
  }

  public ConversationId group() {
    return group;
  }

  /** The position of the last change of members. */
  public long change() {
    return change;
  }

  /** The newest position. */
  public long tail() {
    var request = RawDevice.object();
    request.putArray("cursors").addObject().put("conversation", group.value()).put("after", change);
    return alice.post("/v1/sync", request).expect(200).path("conversations").path(0).path("tail").asLong();
  }

  /** A new message of suite mls, as the request to send it. */
  public ObjectNode message() {
    var request = RawDevice.object().put("conversation", group.value()).put("since", change);
    request.putArray("envelopes").addObject().put("id", RawDevice.newMessage().value()).put("suite", "mls")
        .put("ciphertext", RawDevice.base64(new byte[334]));
    return request;
  }
}
