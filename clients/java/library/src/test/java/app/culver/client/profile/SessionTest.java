package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.CulverException;
import app.culver.client.crypto.DeviceKeys;
import app.culver.client.crypto.StorageKeyFile;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.session.Api;
import app.culver.client.session.Session;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.transport.Exchange;
import app.culver.client.transport.Http;
import app.culver.client.transport.Retry;
import app.culver.client.wire.Json;
import app.culver.client.wire.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked in one session is answered in another: the answer is not about that one. */
class SessionTest {
  private static final AccountId ALICE = AccountId.of(new byte[16]);

  @TempDir private Path folder;
  private final Simulation simulation = new Simulation(1);
  private final Simulation.ProcessLoop loop = simulation.new ProcessLoop(Duration.ZERO, fault -> {
    throw new AssertionError(fault);
  });
  private final List<Call> calls = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private Store store;
  private DeviceKeys keys;
  private Session session;
  private Api api;

  private record Call(Http.Request request, CompletableFuture<Http.Answer> answer) {}

  @BeforeEach
  void open() throws IOException {
    var random = new SecureRandom();
    store = Store.open(folder.resolve("journal"),
        StorageKeyFile.create(folder.resolve("key"), new char[0], random), random);
    keys = DeviceKeys.generate(random);
    var exchange = new Exchange(loop, request -> {
      var call = new Call(request, new CompletableFuture<>());
      calls.add(call);
      return call.answer();
    }, "http://model");
    var retry = new Retry(loop, new Random(1));
    session = new Session(loop, store, exchange, retry, "urn:culver:model", Optional.of(keys), ended::add);
    api = new Api(loop, exchange, session, retry);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Session.Identity begin(int number, Duration life) {
    var id = new byte[16];
    id[0] = (byte) number;
    var identity = new Session.Identity(ALICE, DeviceId.of(id));
    session.begin(identity, keys, tokens(number, life), Optional.empty(), new Batch());
    return identity;
  }

  private Tokens tokens(int number, Duration life) {
    var end = simulation.now().plus(life);
    return new Tokens("access-" + number, end, "refresh-" + number, end);
  }

  private void answer(int call, int status, byte[] body) {
    calls.get(call).answer().complete(new Http.Answer(status, body, Optional.empty(), Optional.empty()));
    simulation.run(Duration.ofSeconds(1));
  }

  private void refuse(int call, String problem) {
    answer(call, 401, Json.bytes(Json.object().put("type", "urn:culver:problem:" + problem).put("title", problem)
        .put("status", 401).put("detail", "Refused.").put("requestId", "r")));
  }

  private void assertSignedInAs(Session.Identity identity) {
    assertThat(session.identity()).contains(identity);
    assertThat(store.get("session")).isPresent();
    assertThat(ended).isEmpty();
  }

  @Test
  void aRefusedRenewalOfAFormerSessionDoesNotEndTheNewOne() {
    begin(1, Duration.ZERO);
    var former = session.access();
    session.forget();
    var now = begin(2, Duration.ZERO);
    var current = session.access();
    refuse(0, "refresh-refused");
    assertSignedInAs(now);
    assertThat(former).isCompletedExceptionally();
    assertThat(current).isNotDone();
    answer(1, 200, Json.bytes(tokens(3, Duration.ofMinutes(15)).write()));
    assertThat(current).isCompletedWithValue("access-3");
  }

  @Test
  void aSessionThatIsBegunOverAnotherRenewsForItself() {
    begin(1, Duration.ZERO);
    var former = session.access();
    var now = begin(2, Duration.ZERO);
    assertThat(former).isCompletedExceptionally();
    var current = session.access();
    refuse(0, "refresh-refused");
    answer(1, 200, Json.bytes(tokens(3, Duration.ofMinutes(15)).write()));
    assertThat(current).isCompletedWithValue("access-3");
    assertSignedInAs(now);
  }

  @Test
  void aCallThatIsToldOfTheEndOfAFormerSessionDoesNotEndTheNewOne() {
    begin(1, Duration.ofMinutes(15));
    var late = api.delete("/v1/account/handle");
    simulation.run(Duration.ofSeconds(1));
    session.forget();
    var now = begin(2, Duration.ofMinutes(15));
    refuse(0, "session-ended");
    assertThat(late).failsWithin(Duration.ZERO).withThrowableThat()
        .withCauseInstanceOf(CulverException.SignedOut.class);
    assertSignedInAs(now);
  }

  @Test
  void aCallIsNotRepeatedInAnotherSession() {
    begin(1, Duration.ofMinutes(15));
    var late = api.delete("/v1/account/handle");
    simulation.run(Duration.ofSeconds(1));
    session.forget();
    begin(2, Duration.ofMinutes(15));
    refuse(0, "unauthenticated");
    assertThat(late).failsWithin(Duration.ZERO).withThrowableThat()
        .withCauseInstanceOf(CulverException.SignedOut.class);
    assertThat(calls).hasSize(1);
  }

  @Test
  void aLostCallIsNotRepeatedInAnotherSession() {
    begin(1, Duration.ofMinutes(15));
    var late = api.delete("/v1/account/handle");
    simulation.run(Duration.ofSeconds(1));
    calls.get(0).answer().completeExceptionally(new CulverException.Unreachable("lost", null));
    simulation.run(Duration.ZERO);
    session.forget();
    begin(2, Duration.ofMinutes(15));
    simulation.run(Duration.ofMinutes(1));
    assertThat(late).isCompletedExceptionally();
    assertThat(calls).hasSize(1);
  }

  @Test
  void anAnswerToAFormerSessionIsNotTakenInAnother() {
    begin(1, Duration.ofMinutes(15));
    var late = api.get("/v1/account", body -> body);
    simulation.run(Duration.ofSeconds(1));
    session.forget();
    begin(2, Duration.ofMinutes(15));
    answer(0, 200, Json.bytes(Json.object().put("account", ALICE.value())));
    assertThat(late).failsWithin(Duration.ZERO).withThrowableThat()
        .withCauseInstanceOf(CulverException.SignedOut.class);
  }

  @Test
  void aCallWithATokenThatWasRenewedMeanwhileStillTellsOfTheEndOfItsSession() {
    begin(1, Duration.ofSeconds(61));
    var late = api.delete("/v1/account/handle");
    simulation.run(Duration.ofSeconds(2));
    var renewed = session.access();
    answer(1, 200, Json.bytes(tokens(2, Duration.ofMinutes(15)).write()));
    assertThat(renewed).isCompletedWithValue("access-2");
    refuse(0, "session-ended");
    assertThat(late).isCompletedExceptionally();
    assertThat(session.identity()).isEmpty();
    assertThat(ended).hasSize(1);
  }

  @Test
  void whatEndsTheSessionIsDoneWhenItsAnswerWasLostAndThereIsNoSessionAnyMore() {
    begin(1, Duration.ofMinutes(15));
    var deletion = api.deleteForGood("/v1/account", 4);
    simulation.run(Duration.ofSeconds(1));
    calls.get(0).answer().completeExceptionally(new CulverException.Unreachable("lost", null));
    simulation.run(Duration.ofMinutes(1));
    assertThat(deletion).isNotDone();
    refuse(1, "session-ended");
    assertThat(deletion).isCompleted();
  }

  @Test
  void whatEndsTheSessionIsNotDoneWhenTheFirstAttemptFindsNone() {
    begin(1, Duration.ofMinutes(15));
    var deletion = api.deleteForGood("/v1/account", 4);
    simulation.run(Duration.ofSeconds(1));
    refuse(0, "session-ended");
    assertThat(deletion).failsWithin(Duration.ZERO).withThrowableThat()
        .withCauseInstanceOf(CulverException.SignedOut.class);
  }
}
