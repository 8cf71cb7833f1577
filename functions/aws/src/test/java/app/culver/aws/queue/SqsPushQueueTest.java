package app.culver.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import app.culver.core.push.PushRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsPushQueueTest {
  private SqsStandIn sqs;

  private static List<PushRequest> requests(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> new PushRequest(Samples.account(1), Samples.deviceId(i),
        ConversationId.of(new byte[16]), i, Samples.NOW)).toList();
  }

  private SqsPushQueue queue(Predicate<Integer> wholeCallFails, Predicate<String> refused) {
    sqs = new SqsStandIn(wholeCallFails, refused);
    return new SqsPushQueue(sqs.client(), SqsStandIn.URL);
  }

  @Test
  void tenGoInOneCall() {
    assertThat(queue(_ -> false, _ -> false).put(requests(23))).isEmpty();

    assertThat(sqs.calls()).extracting(List::size).containsExactlyInAnyOrder(10, 10, 3);
    assertThat(sqs.bodies().stream().map(PushRequestForm::read))
        .containsExactlyInAnyOrderElementsOf(requests(23));
  }

  @Test
  void nothingIsNoCall() {
    assertThat(queue(_ -> false, _ -> false).put(List.of())).isEmpty();
    assertThat(sqs.calls()).isEmpty();
  }

  @Test
  void whatWasNotTakenIsSentOnceMore() {
    List<String> once = Collections.synchronizedList(new ArrayList<>());
    SqsPushQueue queue = queue(_ -> false, body -> body.contains("\"seq\":3,") && once.isEmpty() && once.add(body));

    assertThat(queue.put(requests(5))).isEmpty();
    assertThat(sqs.calls()).extracting(List::size).containsExactly(5, 1);
  }

  @Test
  void whatIsNeverTakenIsGivenBack() {
    assertThat(queue(_ -> false, body -> body.contains("\"seq\":3,")).put(requests(5)))
        .containsExactly(requests(5).get(2));
    assertThat(sqs.calls()).extracting(List::size).containsExactly(5, 1);
  }

  @Test
  void aQueueThatDoesNotAnswerThrowsNothing() {
    assertThat(queue(_ -> true, _ -> false).put(requests(2))).isEqualTo(requests(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"account\":1}",
      "{\"account\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"device\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"conversation\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"seq\":0,\"time\":1}",
      "{\"account\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"device\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"conversation\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"seq\":1}"})
  void whatIsNoRequestIsNotRead(String body) {
    assertThatThrownBy(() -> PushRequestForm.read(body)).isInstanceOf(RuntimeException.class);
  }
}
