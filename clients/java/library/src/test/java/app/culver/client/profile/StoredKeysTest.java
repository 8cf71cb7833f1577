package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.MediaFile;
import app.culver.client.MediaKey;
import app.culver.client.Reference;
import app.culver.client.crypto.MediaChunks;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MediaId;
import app.culver.client.store.Batch;
import app.culver.client.wire.KnownContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of keys in the package {@code store} says what a profile keeps: all of it, and nothing else. */
class StoredKeysTest {
  private static final Pattern ROW = Pattern.compile("(?m)^(\\w+)((?:/[A-Z]+)*) +\\{([^}]*)}");

  @TempDir private Path folder;

  /** What a key's value may have, and what it has to. */
  private record Row(String parts, Set<String> members, Set<String> required) {}

  private static Map<String, Row> listed() throws IOException {
    var source = Path.of(System.getProperty("culver.root"),
        "clients/java/library/src/main/java/app/culver/client/store/package-info.java");
    var table = Files.readString(source).replaceAll("(?m)^ \\* ?", "");
    var rows = new TreeMap<String, Row>();
    for (var row = ROW.matcher(table); row.find();) {
      var members = List.of(row.group(3).split(",\\s*"));
      rows.put(row.group(1), new Row(row.group(2),
          members.stream().map(member -> member.replace("?", "")).collect(Collectors.toSet()),
          members.stream().filter(member -> !member.endsWith("?")).collect(Collectors.toSet())));
    }
    return rows;
  }

  @Test
  void aUsedProfileHasTheKeysThatAreListedAndNoOthers() throws IOException {
    var listed = listed();
    var seen = new TreeSet<String>();
    for (var client : used()) {
      for (var key : client.parts.store.keys("")) {
        var parts = key.split("/");
        assertThat(listed).as(key).containsKey(parts[0]);
        var row = listed.get(parts[0]);
        assertThat(parts.length - 1).as(key).isEqualTo(row.parts().chars().filter(each -> each == '/').count());
        var members = new TreeSet<String>();
        client.parts.store.get(key).orElseThrow().fieldNames().forEachRemaining(members::add);
        assertThat(row.members()).as(key).containsAll(members);
        assertThat(members).as(key).containsAll(row.required());
        seen.add(parts[0]);
      }
    }
    assertThat(seen).isEqualTo(listed.keySet());
  }

  /** The profiles of two people who have written to each other and have a group, one of whom has just lost the network. */
  private List<SimulatedClient> used() {
    var simulation = new Simulation(1);
    var server = new ModelServer(simulation::now, simulation.random());
    var network = new FlakyNetwork(simulation, server);
    var clients = Stream.of("alice", "bob").map(name -> {
      return new SimulatedClient(simulation, network, folder.resolve(name), "token-of-" + name, Duration.ZERO);
    }).toList();
    simulation.run(Duration.ofSeconds(5));
    var alice = clients.get(0);
    var bob = clients.get(1);
    alice.write(bob.account(), "hello");
    simulation.run(Duration.ofSeconds(5));
    var conversation = alice.parts.conversations.idWith(bob.account());
    bob.markRead(conversation);
    bob.parts.self.sendReadReceipts(false);
    bob.parts.people.markVerified(alice.account(), Optional.of("1".repeat(60)));
    simulation.at(Duration.ZERO, () -> alice.parts.profiles.setName("Alice"));
    simulation.run(Duration.ofSeconds(5));
    simulation.at(Duration.ZERO, () -> bob.parts.profiles.refresh(alice.account()));
    simulation.run(Duration.ofSeconds(5));
    bob.create("the boat", List.of(alice.account()));
    simulation.run(Duration.ofSeconds(10));
    write(simulation, alice, conversation, new Content.LifetimeSet(Optional.of(Duration.ofDays(7))));
    alice.write(bob.account(), "for a week");
    simulation.run(Duration.ofSeconds(5));
    var last = bob.parts.history.last(conversation, Long.MAX_VALUE, 1).get(0);
    write(simulation, bob, conversation,
        new Content.Reacted(new Reference(last.device().orElseThrow(), last.id().orElseThrow()), Optional.of("👍")));
    bob.parts.history.terms().hear(List.of(new KnownContent.Talk(new ConversationId("A".repeat(22)), Optional.empty(),
        Optional.of(new KnownContent.Lives(Optional.empty(), 0)))));
    network.faults = new Faults(2, 0, 0, 0, 0, 0);
    upload(alice, conversation);
    bob.create("another boat", List.of(alice.account()));
    bob.write(alice.account(), "on its way");
    simulation.run(Duration.ofSeconds(5));
    bob.parts.self.wantDeviceName(Optional.of("laptop"));
    return clients;
  }

  private static void write(Simulation simulation, SimulatedClient client, ConversationId conversation,
      Content content) {
    simulation.at(Duration.ZERO, () -> {
      client.parts.outbox.add(conversation, content, new Batch());
      client.parts.sender.pump(conversation);
    });
    simulation.run(Duration.ofSeconds(5));
  }

  private static void upload(SimulatedClient client, ConversationId conversation) {
    var file = MediaFile.plain(MediaId.of(new byte[16]), new MediaKey(new byte[32]), 1, 65_536, "text/plain", "a.txt");
    var batch = new Batch();
    client.parts.uploads.add(conversation, file,
        new MediaChunks(file.key(), conversation, file.media(), file.size(), file.chunk()), List.of(new byte[32]),
        batch);
    client.parts.store.write(batch);
  }
}
