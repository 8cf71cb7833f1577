package app.culver.aws.queue;

import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.core.concurrent.Pending;
import app.culver.core.push.PushQueue;
import app.culver.core.push.PushRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Requests for pushes in a queue of SQS, ten in a call, calls side by side. The SDK repeats a call that fails as a whole;
 * those of its messages that SQS did not take are sent once more.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">SendMessageBatch</a>
 */
public final class SqsPushQueue implements PushQueue {
  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final String url;

  /** The deployment's queue. One without a service account sends no pushes: then nobody is asked for. */
  public static PushQueue of(Environment environment, AwsClients clients) {
    return environment.has("FIREBASE_SERVICE_ACCOUNT")
        ? new SqsPushQueue(clients.sqs(), environment.required("PUSH_QUEUE"))
        : _ -> List.of();
  }

  public SqsPushQueue(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.url = queueUrl;
  }

  @Override
  public List<PushRequest> put(List<PushRequest> requests) {
    List<PushRequest> left = putOnce(requests);
    return left.isEmpty() ? left : putOnce(left);
  }

  /** Takes the way to the queue once: a call without messages is refused, which is not looked at. */
  public void prime() {
    putBatch(List.of());
  }

  private List<PushRequest> putOnce(List<PushRequest> requests) {
    List<Pending<List<PushRequest>>> calls = new ArrayList<>();
    for (int from = 0; from < requests.size(); from += BATCH) {
      List<PushRequest> batch = requests.subList(from, Math.min(requests.size(), from + BATCH));
      calls.add(Pending.start(() -> putBatch(batch)));
    }
    return calls.stream().flatMap(call -> call.get().stream()).toList();
  }

  /** Gives those that were not taken; all of them if it cannot be told. */
  private List<PushRequest> putBatch(List<PushRequest> batch) {
    try {
      Set<Integer> failed = sqs.sendMessageBatch(send -> send.queueUrl(url).entries(entries(batch))).failed().stream()
          .map(BatchResultErrorEntry::id).map(Integer::valueOf).collect(Collectors.toSet());
      return IntStream.range(0, batch.size()).filter(failed::contains).mapToObj(batch::get).toList();
    } catch (RuntimeException _) {
      return batch;
    }
  }

  private static List<SendMessageBatchRequestEntry> entries(List<PushRequest> batch) {
    return IntStream.range(0, batch.size()).mapToObj(i -> SendMessageBatchRequestEntry.builder()
        .id(Integer.toString(i)).messageBody(PushRequestForm.write(batch.get(i))).build()).toList();
  }
}
