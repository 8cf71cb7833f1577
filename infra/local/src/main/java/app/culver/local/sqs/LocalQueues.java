package app.culver.local.sqs;

import app.culver.local.engine.AwsJson;
import app.culver.local.engine.Engine;
import app.culver.local.template.Queue;
import app.culver.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The template's queues, behind a loopback port until closed. */
public final class LocalQueues implements AutoCloseable {
  private final Template template;
  private final Engine engine;
  private final AwsJson client;

  private LocalQueues(Template template, Engine engine) {
    this.template = template;
    this.engine = engine;
    this.client = new AwsJson(engine.endpoint());
    // A queue may name one that comes after it, hence its dead-letter queue last.
    template.queues().forEach(queue -> client.call("AmazonSQS.CreateQueue", Map.of("QueueName", queue.name(),
        "Attributes", queue.fifo() ? Map.of("FifoQueue", "true") : Map.of())));
    template.queues().forEach(queue -> client.call("AmazonSQS.SetQueueAttributes",
        Map.of("QueueUrl", url(queue), "Attributes", attributes(queue))));
  }

  /**
   * Starts them.
   *
   * @param clock by which delays and visibility time-outs end
   * @param folder an existing folder to keep messages in; empty for memory
   */
  public static LocalQueues start(Template template, int port, InstantSource clock, Optional<Path> folder) {
    var settings = new HashMap<String, Object>();
    settings.put("port", Integer.toString(port));
    settings.put("clock", clock);
    settings.put("region", template.deployment().region());
    settings.put("account", template.deployment().account());
    folder.ifPresent(path -> settings.put("folder", path.toAbsolutePath().toString()));
    return new LocalQueues(template,
        Engine.start("elasticmq", "app.culver.local.engine.elasticmq.QueueEngine", settings));
  }

  /** Where they answer. */
  public URI endpoint() {
    return engine.endpoint();
  }

  /** The queue's address here. */
  public String url(Queue queue) {
    return engine.endpoint() + "/" + template.deployment().account() + "/" + queue.name();
  }

  /** Sends a message to the queue of that ARN. */
  public void send(String arn, String body) {
    var queue = template.queues().stream().filter(each -> each.arn().equals(arn)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the template has no queue " + arn));
    client.call("AmazonSQS.SendMessage", Map.of("QueueUrl", url(queue), "MessageBody", body));
  }

  private static Map<String, String> attributes(Queue queue) {
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("VisibilityTimeout", Integer.toString(queue.visibilitySeconds()));
    attributes.put("DelaySeconds", Integer.toString(queue.delaySeconds()));
    attributes.put("ReceiveMessageWaitTimeSeconds", Integer.toString(queue.waitSeconds()));
    if (queue.contentBasedDeduplication()) {
      attributes.put("ContentBasedDeduplication", "true");
    }
    queue.redrive().ifPresent(redrive -> attributes.put("RedrivePolicy", "{\"deadLetterTargetArn\":\""
        + redrive.targetArn() + "\",\"maxReceiveCount\":" + redrive.maximumReceives() + "}"));
    return attributes;
  }

  @Override
  public void close() {
    engine.close();
  }
}
