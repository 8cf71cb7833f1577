package app.culver.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.JavaClient;
import app.culver.client.Culver;
import app.culver.client.Message;
import app.culver.client.identifier.AccountId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody deletes their account, and the others go on. */
class DeletionTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final List<Culver> open = new ArrayList<>();

  @AfterEach
  void end() {
    open.forEach(Culver::close);
  }

  private Culver person(String name) throws IOException {
    var client = JavaClient.open(Cloud.running().settings(), folder, name);
    open.add(client);
    return client;
  }

  private static Message.State send(Culver client, AccountId to, String text) {
    client.connect();
    return client.send(client.conversationWith(to).id(), text).await(Message.State.SENT, SOON).state();
  }

  @Test
  void theLibraryLeavesTheGroupsFirstAndTheOthersGoOn() throws IOException {
    var number = Cloud.running().newPhoneNumber();
    var alice = person("alice");
    var bob = person("bob");
    var old = JavaClient.signIn(alice, number);
    var other = JavaClient.signIn(bob, Cloud.running().newPhoneNumber());
    var group = bob.createGroup("The boat", List.of(old.account()), Optional.empty()).id();
    assertThat(send(alice, other.account(), "bye")).isNotEqualTo(Message.State.FAILED);

    alice.deleteAccount();

    assertThat(alice.signedIn()).isEmpty();
    assertThat(alice.conversations()).isEmpty();
    bob.sync();
    assertThat(bob.members(group)).hasSize(1);
    assertThat(send(bob, old.account(), "is anybody there?")).isNotEqualTo(Message.State.FAILED);
    var anew = JavaClient.signIn(alice, number);
    assertThat(anew.newAccount()).isTrue();
    assertThat(anew.account()).isNotEqualTo(old.account());
    assertThat(send(bob, anew.account(), "welcome back")).isNotEqualTo(Message.State.FAILED);
  }
}
