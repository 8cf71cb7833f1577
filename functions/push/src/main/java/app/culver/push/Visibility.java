package app.culver.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/**
 * When messages of the queue come again. A message whose time cannot be set comes after the queue's own time-out.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html">Visibility
 *     time-out</a>
 */
final class Visibility {
  private final SqsClient sqs;
  private final String url;

  Visibility(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.url = queueUrl;
  }

  /**
   * Hides the messages, ten at most, for this long, in whole seconds.
   *
   * @throws RuntimeException if the queue does not answer
   */
  void hide(Map<Received, Duration> messages) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    messages.forEach((message, delay) -> entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
        .id(Integer.toString(entries.size())).receiptHandle(message.receiptHandle())
        .visibilityTimeout((int) delay.plusMillis(999).toSeconds()).build()));
    if (!entries.isEmpty()) {
      sqs.changeMessageVisibilityBatch(change -> change.queueUrl(url).entries(entries));
    }
  }
}
