package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Role;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.wire.KnownContent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a tablet learns from the phone, because it cannot read it any more. */
class SiblingsTest extends SiblingsSetting {
  /** What a device could say of a group. */
  private static Content named(ConversationId conversation, String title, long seq) {
    return new KnownContent(List.of(), List.of(new KnownContent.Talk(conversation,
        Optional.of(new KnownContent.Named(new Content.Titled(title, Optional.empty()), seq)),
        Optional.of(new KnownContent.Lives(Optional.empty(), seq))))).content();
  }

  @Test
  void aTabletKnowsWhatThePhoneKnows() {
    var tablet = tablet();

    assertKnows(tablet);
    var own = tablet.parts.profiles.own();
    simulation.run(SOON);
    assertThat(own.join().name()).hasValue("Bob");
    assertThat(tablet.events).filteredOn(Event.ContactChanged.class::isInstance).hasSize(1);
  }

  @Test
  void whatIsWrittenOnTheTabletLivesAsLongAsIsAgreed() {
    var tablet = tablet();
    tablet.write(group, "for a week");
    simulation.run(SOON);

    assertThat(alice.messages(group)).last().extracting(Message::content)
        .isEqualTo(new Content.Text("for a week", Optional.empty(), Optional.of(WEEK), false));
  }

  @Test
  void itIsNoLineNorUnreadNorListedNorTold() {
    var before = phone.events.size();
    var tablet = tablet();

    assertThat(server.logs).containsKey(notes);
    for (var client : List.of(phone, tablet)) {
      assertThat(listed(client)).containsExactlyInAnyOrder(group, direct);
      assertThat(client.messages(notes)).extracting(Message::content)
          .allMatch(Content.Created.class::isInstance);
      assertThat(view(client, notes).unread()).isZero();
    }
    assertThat(phone.events.subList(before, phone.events.size())).isNotEmpty()
        .allMatch(event -> event instanceof Event.DevicesChanged || event instanceof Event.ReceiptChanged);
    assertThat(tablet.events).noneMatch(event -> event.toString().contains(notes.value()));
  }

  @Test
  void notesAreListedOnceSomethingIsWrittenInThem() {
    var tablet = tablet();
    phone.write(phone.account(), "milk");
    simulation.run(SOON);

    for (var client : List.of(phone, tablet)) {
      assertThat(listed(client)).contains(notes);
      assertThat(client.texts(notes)).containsExactly("milk");
      assertThat(client.events).filteredOn(event -> event instanceof Event.ConversationAdded added
          && added.conversation().id().equals(notes)).hasSize(1);
    }
  }

  @Test
  void ofWhatAConversationSaysTheGreatestNumberDecides() {
    var tablet = tablet();
    var seq = server.logs.get(group).tail;
    send(phone, notes, named(group, "older", 1));
    send(phone, notes, named(group, "as old", seq - 1));
    assertKnows(tablet);

    send(alice, group, new Content.Introduced());
    send(phone, notes, named(group, "newer", seq + 1));
    assertThat(view(tablet, group).title()).hasValue("newer");
    assertThat(tablet.parts.history.lifetime(group)).isEmpty();
    send(phone, notes, named(group, "as new", seq + 1));
    assertThat(view(tablet, group).title()).hasValue("newer");

    title(new Content.Titled("newest", Optional.empty()));
    assertThat(view(tablet, group).title()).hasValue("newest");
  }

  @Test
  void whatClaimsToBeLaterThanEverythingBindsNothing() {
    var tablet = tablet();
    send(phone, notes, named(group, "for ever", 9_007_199_254_740_991L));
    title(new Content.Titled("another", Optional.empty()));
    send(alice, group, new Content.LifetimeSet(Optional.of(WEEK)));

    assertThat(view(tablet, group).title()).hasValue("another");
    assertThat(tablet.parts.history.lifetime(group)).hasValue(WEEK);
  }

  @Test
  void whatIsSaidOfAGroupThatIsNotKnownYetIsKept() {
    var dave = client("dave", "dave");
    simulation.run(SOON);
    alice.create("a ship", List.of(dave.account()));
    simulation.run(SOON);
    var ship = alice.parts.history.conversations().stream().filter(id -> !id.equals(group) && !id.equals(direct))
        .findFirst().orElseThrow();
    var tablet = tablet();
    send(phone, notes, named(ship, "the ship", 99));
    send(phone, notes, named(ship, "an older name", 98));
    tablet.kill();
    simulation.run(SOON);

    alice.change(groups -> groups.add(ship, List.of(phone.account()), Role.MEMBER));
    simulation.run(SOON);

    // Whoever adds somebody tells them the title anew.
    assertThat(view(tablet, ship).title()).hasValue("a ship");
    assertThat(view(phone, ship).title()).hasValue("a ship");
    assertThat(tablet.events).anyMatch(event -> event instanceof Event.ConversationAdded added
        && added.conversation().title().equals(Optional.of("the ship")));
    assertThat(tablet.parts.store.keys("heard/")).isEmpty();
  }

  @Test
  void ofMoreThanFiveHundredUnknownConversationsTheNewestAreKept() {
    var tablet = tablet();
    for (var part = 0; part < 3; part++) {
      var first = part * 200;
      var talks = IntStream.range(first, first + 200).mapToObj(number -> new KnownContent.Talk(
          new ConversationId("%020dAA".formatted(number)), Optional.empty(),
          Optional.of(new KnownContent.Lives(Optional.of(WEEK), 1)))).toList();
      send(phone, notes, new KnownContent(List.of(), talks).content());
    }

    assertThat(tablet.parts.store.keys("heard/")).hasSize(500).last().asString().contains("599");
    assertThat(tablet.parts.store.get("heard/%020dAA".formatted(0))).isEmpty();
  }

  @Test
  void whenTheLogsBeginAnewTheirNumbersDecideNothingAnyMore() {
    var tablet = tablet();
    title(new Content.Titled("the ship", Optional.empty()));
    server.epoch = 2;
    network.endConnections();
    simulation.run(Duration.ofMinutes(2));
    for (var client : List.of(phone, tablet)) {
      assertThat(view(client, group).title()).as("although it was told again").hasValue("the ship");
      assertThat(client.messages(notes)).noneMatch(message -> message.id().isPresent());
    }

    send(phone, notes, named(group, "the fleet", 1));
    assertThat(view(tablet, group).title()).hasValue("the fleet");
  }

  @Test
  void whatOthersSaySoChangesNothing() {
    var tablet = tablet();
    var shown = List.of(shown(alice), shown(phone), shown(tablet));
    var dave = AccountId.of(new byte[16]);
    var said = new KnownContent(
        List.of(new KnownContent.Person(dave, new ProfileKey(new byte[32]))),
        KnownContent.of((Content.Known) named(group, "Alice's boat", 999)).talks()).content();
    send(alice, direct, said);
    send(alice, group, said);
    send(phone, direct, said);
    simulation.at(Duration.ZERO, () -> alice.parts.conversations.begin(alice.account()));
    simulation.run(SOON);
    send(alice, DirectConversation.id(alice.account(), alice.account()), said);

    assertKnows(tablet);
    for (var client : List.of(alice, phone, tablet)) {
      assertThat(client.parts.people.profileKey(dave)).isEmpty();
      assertThat(view(client, group).title()).hasValue("the boat");
    }
    assertThat(shown).isEqualTo(List.of(shown(alice), shown(phone), shown(tablet)));
    assertThat(listed(alice)).containsExactlyInAnyOrder(group, direct);
  }

  private static List<Content> contents(SimulatedClient client, ConversationId conversation) {
    return client.messages(conversation).stream().map(Message::content)
        .filter(content -> !(content instanceof Content.DevicesChanged)).toList();
  }

  private List<Object> shown(SimulatedClient client) {
    return List.of(contents(client, group), contents(client, direct), view(client, group).unread(),
        view(client, direct).unread());
  }

  @Test
  void aKeyIsTakenOnlyForAnAccountOfWhichNoneIsKnown() {
    var tablet = tablet();
    var known = tablet.parts.people.profileKey(alice.account());
    send(phone, notes, new KnownContent(
        List.of(new KnownContent.Person(alice.account(), new ProfileKey(new byte[32]))), List.of()).content());

    assertThat(tablet.parts.people.profileKey(alice.account())).isPresent().isEqualTo(known);
  }
}
