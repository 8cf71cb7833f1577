package app.culver.aws.queue;

import app.culver.core.redelivery.LaterQueue;
import app.culver.core.redelivery.Stretch;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Stretches in a queue of SQS that delivers late: all of a batch in one message, since a message costs the same however long. */
public final class SqsLaterQueue implements LaterQueue {
  /** At some 110 bytes each well below the 256 KiB that a message may have. */
  private static final int MOST_OF_A_MESSAGE = 1000;

  private final SqsClient sqs;
  private final String url;

  /** @param queueUrl of a queue whose own delay is the time to wait */
  public SqsLaterQueue(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.url = queueUrl;
  }

  @Override
  public void put(List<Stretch> stretches) {
    for (int from = 0; from < stretches.size(); from += MOST_OF_A_MESSAGE) {
      String body = StretchesForm.write(stretches.subList(from, Math.min(stretches.size(), from + MOST_OF_A_MESSAGE)));
      sqs.sendMessage(send -> send.queueUrl(url).messageBody(body));
    }
  }
}
