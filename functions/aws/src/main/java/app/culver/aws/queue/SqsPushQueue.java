package app.culver.aws.queue;

import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.core.push.PushQueue;
import app.culver.core.push.PushRequest;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Requests for pushes in a queue of SQS. */
public final class SqsPushQueue implements PushQueue {
  private final Batches<PushRequest> batches;

  /** The deployment's queue. One without a service account sends no pushes: then nobody is asked for. */
  public static PushQueue of(Environment environment, AwsClients clients) {
    return environment.has("FIREBASE_SERVICE_ACCOUNT")
        ? new SqsPushQueue(clients.sqs(), environment.required("PUSH_QUEUE"))
        : _ -> List.of();
  }

  public SqsPushQueue(SqsClient sqs, String queueUrl) {
    this.batches = new Batches<>(sqs, queueUrl, PushRequestForm::write, _ -> {});
  }

  @Override
  public List<PushRequest> put(List<PushRequest> requests) {
    return batches.put(requests);
  }
}
