package app.culver.acceptance.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.contract.Replay;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.local.fcm.Answer;
import app.culver.local.server.WebResponse;
import app.culver.local.tap.TapFaults;
import app.culver.local.tap.TapFaults.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server stores what its inventory lists, and the inventory lists what it stores. */
class InventoryTest {
  private static final Path INVENTORY = Path.of(System.getProperty("culver.root"),
      "functions/aws/src/main/java/app/culver/aws/dynamo/INVENTORY.md");

  /** All that the server may know (and what it checks it by); anything else is ciphertext. */
  private static final Set<String> KINDS = Set.of("identifier", "public key", "ciphertext", "keyed hash",
      "hash of a secret",
      "handle", "membership", "sender", "time", "position", "signature", "suite", "connection", "counter",
      "push token");

  /** What was stored for a moment only. */
  private static final TreeSet<Stored> MEANWHILE = new TreeSet<>();

  @BeforeAll
  static void storeOneOfEverything() {
    Replay.told();
    var people = People.meet();
    people.alice().http("PUT", "/v1/account/handle", "{\"handle\":\"inventory_owner\"}").expect(204);
    people.alice().http("PUT", "/v1/account/profile", "{\"profile\":\"AAECAwQF\"}").expect(204);
    people.alice().http("PUT", "/v1/devices/" + people.alice().device() + "/name", "{\"name\":\"AAECAwQF\"}")
        .expect(204);
    people.alice().refresh();
    people.alice().online();
    people.alice().post("/v1/messages", people.fromAlice("x")).expect(200);
    wake(people);
    inAGroup(people);
    blocked(people);
    Cloud.running().awaitStreams(() -> stored().stream().anyMatch(each -> each.item().equals("head")));
  }

  /** That somebody is being woken is stored only while the provider has not answered. */
  private static void wake(People people) {
    var cloud = Cloud.running();
    var answered = new CountDownLatch(1);
    cloud.fcm().answer(people.bob().wakeable(), new Answer.Hang(answered));
    people.alice().post("/v1/messages", people.fromAlice("y")).expect(200);
    cloud.awaitQueues(Duration.ofSeconds(3), () -> isStored("pushing"));
    MEANWHILE.addAll(stored());
    answered.countDown();
    cloud.awaitQueues(Duration.ofSeconds(10), () -> isStored("pushedUpTo"));
    cloud.fcm().acceptAll();
  }

  private static boolean isStored(String attribute) {
    return stored().stream().anyMatch(each -> each.attribute().equals(attribute));
  }

  /** Mallory, who writes to Bob and puts him into a group. */
  private static void blocked(People people) {
    var direct = people.mallory().converse(people.bob().account());
    people.bob().put("/v1/blocks/" + people.mallory().account()).expect(204);
    people.mallory().post("/v1/messages", people.mallory().message(direct, 1, RawDevice.newMessage(), "x",
        people.bob().account())).expect(200);
    people.mallory().createGroup(Member.of(people.bob().account()));
  }

  /** Somebody has left, and a change of its members cannot get through. */
  private static void inAGroup(People people) {
    var group = people.alice().createGroup(Member.of(people.bob().account()));
    people.bob().change(group, 1, RawDevice.left()).expect(200);
    var lost = new Fault.Answered(WebResponse.json(400, """
        {"__type": "TransactionCanceledException", "message": "lost", "CancellationReasons":
         [{"Code": "None"}, {"Code": "ConditionalCheckFailed"}, {"Code": "None"}]}
        """).with("x-amzn-ErrorType", "TransactionCanceledException"));
    TapFaults busy = (service, operation, instance, request) -> operation.equals("TransactWriteItems")
        ? lost
        : new Fault.None();
    try (var held = Cloud.running().disturb(busy)) {
      assertThat(held).isNotNull();
      people.alice().change(group, 2,
          RawDevice.added(Member.of(people.bob().account()))).expectProblem(503, "busy");
    }
  }

  @Test
  void itListsEverythingThatIsStoredAndNothingElse() throws IOException {
    var all = new TreeSet<>(MEANWHILE);
    all.addAll(stored());
    assertThat(all).containsExactlyElementsOf(listed());
  }

  @Test
  void everythingInItIsOfAKindThatTheServerMayKnow() throws IOException {
    for (var row : rows()) {
      assertThat(KINDS).as(String.join(" | ", row)).contains(row[4]);
      assertThat(row[5]).as(String.join(" | ", row)).isNotBlank();
    }
  }

  private static TreeSet<Stored> stored() {
    var all = new TreeSet<Stored>();
    var tables = Cloud.running().tables();
    tables.ids().forEach(id -> tables.items(id).forEach(item -> all.addAll(Stored.of(id, item))));
    return all;
  }

  private static TreeSet<Stored> listed() throws IOException {
    var all = new TreeSet<Stored>();
    for (var row : rows()) {
      all.add(new Stored(row[0], row[1], row[2], row[3]));
    }
    return all;
  }

  private static Iterable<String[]> rows() throws IOException {
    return Files.readAllLines(INVENTORY).stream().filter(line -> line.startsWith("| ")).skip(1)
        .map(line -> line.substring(1).replace("`", "").split("\\|")).map(InventoryTest::stripped).toList();
  }

  private static String[] stripped(String[] cells) {
    for (var index = 0; index < cells.length; index++) {
      cells[index] = cells[index].strip();
    }
    return cells;
  }
}
