package app.culver.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.delivery.Order;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsOrderQueueTest {
  private static final List<Order> ORDERS = Order.of(ConversationId.of(new byte[16]), 3, 5,
      IntStream.range(0, 249).mapToObj(Samples::account).toList());

  @Test
  void theOrdersOfALargeGroupAreOneCall() {
    var sqs = new SqsStandIn(_ -> false, _ -> false);

    assertThat(new SqsOrderQueue(sqs.client(), SqsStandIn.URL).put(ORDERS)).isEmpty();

    assertThat(sqs.calls()).hasSize(1);
    assertThat(sqs.bodies()).extracting(body -> OrderForm.read(body).orElseThrow()).isEqualTo(ORDERS);
  }

  /** Whatever the queue's own delay is, which is for others. */
  @Test
  void theyDoNotWait() {
    var sqs = new SqsStandIn(_ -> false, _ -> false);
    new SqsOrderQueue(sqs.client(), SqsStandIn.URL).put(ORDERS);

    assertThat(sqs.calls().getFirst()).allSatisfy(entry -> assertThat(entry.path("DelaySeconds").asInt(-1)).isZero());
  }

  @Test
  void whatTheQueueDoesNotTakeIsTriedOnceMoreAndGivenBack() {
    var sqs = new SqsStandIn(_ -> false, body -> body.contains(Samples.account(0).value()));

    assertThat(new SqsOrderQueue(sqs.client(), SqsStandIn.URL).put(ORDERS)).containsExactly(ORDERS.getFirst());
    assertThat(sqs.calls()).extracting(List::size).containsExactly(5, 1);
  }

  @Test
  void aQueueThatDoesNotAnswerThrowsNothing() {
    assertThat(new SqsOrderQueue(new SqsStandIn(_ -> true, _ -> false).client(), SqsStandIn.URL).put(ORDERS))
        .isEqualTo(ORDERS);
  }

  @Test
  void noOrderIsNoCall() {
    var sqs = new SqsStandIn(_ -> false, _ -> false);

    assertThat(new SqsOrderQueue(sqs.client(), SqsStandIn.URL).put(List.of())).isEmpty();
    assertThat(sqs.calls()).isEmpty();
  }

  @Test
  void somethingElseThatWaitsIsNoOrder() {
    assertThat(OrderForm.read("{\"stretches\":[]}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"order\":1}", "{\"order\":{}}",
      "{\"order\":{\"conversation\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"from\":1,\"to\":1}}",
      "{\"order\":{\"conversation\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"from\":1,\"to\":1,\"accounts\":[]}}",
      "{\"order\":{\"conversation\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"from\":0,\"to\":1,\"accounts\":[\"AAAAAAAAAAAAAAAAAAAAAA\"]}}",
      "{\"order\":{\"conversation\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"from\":1,\"to\":1,\"accounts\":[\"x\"]}}"})
  void whatIsNoOrderIsNotRead(String body) {
    assertThatThrownBy(() -> OrderForm.read(body)).isInstanceOf(RuntimeException.class);
  }
}
