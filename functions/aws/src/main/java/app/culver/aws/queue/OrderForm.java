package app.culver.aws.queue;

import app.culver.aws.json.Json;
import app.culver.core.delivery.Order;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Orders as they lie in the queue: positions and whose devices to tell, and nothing of what is there. */
public final class OrderForm {
  private static final String ORDER = "order";

  private OrderForm() {}

  static String write(Order order) {
    ObjectNode form = Json.newObject();
    var accounts = form.putObject(ORDER).put("conversation", order.conversation().value()).put("from", order.from())
        .put("to", order.to()).putArray("accounts");
    order.accounts().forEach(account -> accounts.add(account.value()));
    return Json.text(form);
  }

  /**
   * Reads one; members that only a newer version knows are passed over. Empty if the message is about something else.
   *
   * @throws RuntimeException if it is an order that cannot be carried out
   */
  public static Optional<Order> read(String body) {
    ObjectNode message = Json.object(body);
    if (!message.has(ORDER)) {
      return Optional.empty();
    }
    JsonNode form = message.path(ORDER);
    return Optional.of(new Order(new ConversationId(form.path("conversation").textValue()),
        form.path("from").longValue(), form.path("to").longValue(), form.required("accounts").valueStream()
            .map(account -> new AccountId(account.textValue())).toList()));
  }
}
