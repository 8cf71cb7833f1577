package app.culver.client.siblings;

import app.culver.client.Content;
import app.culver.client.history.History;
import app.culver.client.people.People;
import app.culver.client.people.Self;
import app.culver.client.wire.Json;
import app.culver.client.wire.KnownContent;
import app.culver.client.wire.KnownContent.Person;
import app.culver.client.wire.KnownContent.Talk;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** All that this device could tell a newer one, in as many contents as it takes. */
final class Knowledge {
  /** A content has at most 65,532 bytes; the profile key and what is around the lists come on top of this. */
  private static final int MOST_BYTES = 59_000;
  private static final int MOST_OF_EACH = KnownContent.MOST_OF_EACH - 10;

  private final List<Content.Known> whole = new ArrayList<>();
  private List<Person> people = new ArrayList<>();
  private List<Talk> talks = new ArrayList<>();
  private int bytes;

  private Knowledge() {}

  /** Nothing if nothing is known. */
  static List<Content.Known> of(History history, People people, Self self) {
    var knowledge = new Knowledge();
    people.profileKeys().forEach((account, key) -> knowledge.add(new Person(account, key)));
    history.conversations().stream().filter(conversation -> !history.hasEnded(conversation))
        .map(history.terms()::of).filter(talk -> !talk.isEmpty()).forEach(knowledge::add);
    if (knowledge.bytes > 0 || self.profileKey().isPresent() && knowledge.whole.isEmpty()) {
      knowledge.end();
    }
    return knowledge.whole;
  }

  private void add(Person person) {
    room(KnownContent.write(person));
    people.add(person);
  }

  private void add(Talk talk) {
    room(KnownContent.write(talk));
    talks.add(talk);
  }

  private void room(ObjectNode json) {
    var size = Json.bytes(json).length + 1;
    if (bytes + size > MOST_BYTES || people.size() == MOST_OF_EACH || talks.size() == MOST_OF_EACH) {
      end();
    }
    bytes += size;
  }

  private void end() {
    whole.add(new KnownContent(people, talks).content());
    people = new ArrayList<>();
    talks = new ArrayList<>();
    bytes = 0;
  }
}
