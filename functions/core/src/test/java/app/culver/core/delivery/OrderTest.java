package app.culver.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import app.culver.core.refusal.FaultException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrderTest {
  private static final ConversationId ID = ConversationId.of(new byte[16]);

  private static List<AccountId> accounts(int count) {
    return IntStream.range(0, count).mapToObj(Samples::account).toList();
  }

  @Property
  void accountsAreSharedOutOnceEachInTheirOrderAndEvenly(@ForAll @IntRange(max = 260) int count) {
    List<Order> orders = Order.of(ID, 3, 4, accounts(count));

    assertThat(orders).flatExtracting(Order::accounts).isEqualTo(accounts(count));
    assertThat(orders).hasSize((count + 49) / 50);
    assertThat(orders).allSatisfy(order -> {
      assertThat(order.from()).isEqualTo(3);
      assertThat(order.to()).isEqualTo(4);
    });
    var sizes = orders.stream().mapToInt(order -> order.accounts().size()).summaryStatistics();
    assertThat(count == 0 || sizes.getMax() - sizes.getMin() <= 1).isTrue();
  }

  @Test
  void whatIsOutOfBoundsIsRefused() {
    assertThatThrownBy(() -> new Order(ID, 0, 1, accounts(1))).isInstanceOf(FaultException.class);
    assertThatThrownBy(() -> new Order(ID, 2, 1, accounts(1))).isInstanceOf(FaultException.class);
    assertThatThrownBy(() -> new Order(ID, 2, 34, accounts(1))).isInstanceOf(FaultException.class);
    assertThatThrownBy(() -> new Order(ID, 2, 2, accounts(0))).isInstanceOf(FaultException.class);
    assertThatThrownBy(() -> new Order(ID, 2, 2, accounts(51))).isInstanceOf(FaultException.class);
    assertThat(new Order(ID, 2, 33, accounts(50)).accounts()).hasSize(50);
  }
}
