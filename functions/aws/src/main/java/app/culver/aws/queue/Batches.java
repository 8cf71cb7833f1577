package app.culver.aws.queue;

import app.culver.core.concurrent.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Messages to a queue of SQS, ten in a call, calls side by side. The SDK repeats a call that fails as a whole; those of its
 * messages that SQS did not take are sent once more.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">SendMessageBatch</a>
 */
final class Batches<T> {
  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final String url;
  private final Function<T, String> form;
  private final Consumer<SendMessageBatchRequestEntry.Builder> settings;

  /**
   * @param form writes what a message is about
   * @param settings makes changes to each message
   */
  Batches(SqsClient sqs, String queueUrl, Function<T, String> form,
      Consumer<SendMessageBatchRequestEntry.Builder> settings) {
    this.sqs = sqs;
    this.url = queueUrl;
    this.form = form;
    this.settings = settings;
  }

  /** Gives those that SQS did not take, or of which it cannot be told. */
  List<T> put(List<T> messages) {
    List<T> left = putOnce(messages);
    return left.isEmpty() ? left : putOnce(left);
  }

  /** Takes the way to the queue once: a call without messages is refused, which is not looked at. */
  void prime() {
    putBatch(List.of());
  }

  private List<T> putOnce(List<T> messages) {
    List<Pending<List<T>>> calls = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += BATCH) {
      List<T> batch = messages.subList(from, Math.min(messages.size(), from + BATCH));
      calls.add(Pending.start(() -> putBatch(batch)));
    }
    return calls.stream().flatMap(call -> call.get().stream()).toList();
  }

  private List<T> putBatch(List<T> batch) {
    try {
      Set<Integer> failed = sqs.sendMessageBatch(send -> send.queueUrl(url).entries(entries(batch))).failed().stream()
          .map(BatchResultErrorEntry::id).map(Integer::valueOf).collect(Collectors.toSet());
      return IntStream.range(0, batch.size()).filter(failed::contains).mapToObj(batch::get).toList();
    } catch (RuntimeException _) {
      return batch;
    }
  }

  private List<SendMessageBatchRequestEntry> entries(List<T> batch) {
    return IntStream.range(0, batch.size()).mapToObj(i -> SendMessageBatchRequestEntry.builder()
        .id(Integer.toString(i)).messageBody(form.apply(batch.get(i))).applyMutation(settings).build()).toList();
  }
}
