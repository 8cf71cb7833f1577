package app.culver.push;

import app.culver.aws.queue.PushRequestForm;
import app.culver.core.push.PushRequest;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A record of the queue.
 *
 * @param messageId by which the answer names it
 * @param receiptHandle by which its visibility is changed
 * @param receives how often it was received so far, this time included
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Messages of SQS as events</a>
 */
record Received(String messageId, String receiptHandle, int receives, PushRequest request) {

  /** @throws RuntimeException if its body is no request */
  static Received of(JsonNode record) {
    return new Received(messageId(record), record.path("receiptHandle").asText(),
        record.path("attributes").path("ApproximateReceiveCount").asInt(1),
        PushRequestForm.read(record.path("body").asText()));
  }

  static String messageId(JsonNode record) {
    return record.path("messageId").asText();
  }
}
