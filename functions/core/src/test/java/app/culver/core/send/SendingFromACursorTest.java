package app.culver.core.send;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.conversation.Head;
import app.culver.core.refusal.Refusal;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A sender tells how far it has read; of what is behind that, the server looks at so much and no more. */
class SendingFromACursorTest extends SendingFixture {
  @Test
  void aSenderMayBe256EntriesBehind() {
    fill(257);

    assertThat(positions(send(alice, world.send(1, world.message(alice))))).containsExactly(258L);
  }

  @Test
  void aSenderFurtherBehindHasToSyncFirst() {
    fill(300);

    assertThat(refusal(alice, world.send(1, world.message(alice)))).isEqualTo(new Refusal.SyncFirst(300));
    assertThat(positions(send(alice, world.send(300, world.message(alice))))).containsExactly(301L);
  }

  @Test
  void aRetryIsToldItsSequenceEvenIfTheSenderIsFarBehind() {
    SendRequest request = world.send(1, world.message(alice));
    send(alice, request);
    fill(300);

    assertThat(positions(send(alice, request))).containsExactly(2L);
  }

  @Test
  void aCursorBeyondTheEndFallsBackOnTheNewestEntry() {
    assertThat(positions(send(alice, world.send(1_000, world.message(alice))))).containsExactly(2L);
  }

  @Test
  void aCursorWhoseEntryHasVanishedFallsBackOnWhatIsLeft() {
    fill(5);
    world.tables.vanish(world.id, 2);

    assertThat(positions(send(alice, world.send(2, world.message(alice))))).containsExactly(6L);
  }

  @Test
  void aPositionIsNotGivenOutTwiceThoughItsEntryHasVanished() {
    fill(5);
    world.tables.raise(world.id, new Head(5, world.now));
    IntStream.rangeClosed(1, 5).forEach(seq -> world.tables.vanish(world.id, seq));

    assertThat(positions(send(alice, world.send(5, world.message(alice))))).containsExactly(6L);
  }

  @Test
  void aPositionIsNotGivenOutTwiceThoughAnOlderEntryOutlivedIt() {
    fill(5);
    world.tables.raise(world.id, new Head(5, world.now));
    world.tables.vanish(world.id, 4);
    world.tables.vanish(world.id, 5);

    assertThat(positions(send(alice, world.send(3, world.message(alice))))).containsExactly(6L);
  }
}
