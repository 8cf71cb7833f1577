package app.culver.aws.queue;

import app.culver.core.delivery.Order;
import app.culver.core.delivery.OrderQueue;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Orders in the queue of SQS in which stretches wait, but without its delay: somebody listens. */
public final class SqsOrderQueue implements OrderQueue {
  private final Batches<Order> batches;

  public SqsOrderQueue(SqsClient sqs, String queueUrl) {
    this.batches = new Batches<>(sqs, queueUrl, OrderForm::write, message -> message.delaySeconds(0));
  }

  @Override
  public List<Order> put(List<Order> orders) {
    return batches.put(orders);
  }

  /** Takes the way to SQS once, by a call that is refused. */
  public void prime() {
    batches.prime();
  }
}
