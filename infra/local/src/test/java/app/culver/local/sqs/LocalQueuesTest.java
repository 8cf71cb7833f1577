package app.culver.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.engine.AwsJson;
import app.culver.local.template.Template;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalQueuesTest {
  private static final Template TEMPLATE = Template.read(Path.of("src/test/resources/template.yaml"));

  @Test
  void aFolderKeepsQueuesAndMessages(@TempDir Path folder) {
    try (var queues = LocalQueues.start(TEMPLATE, 0, InstantSource.system(), Optional.of(folder))) {
      queues.send(TEMPLATE.queue("WorkQueue").arn(), "kept");
    }
    try (var queues = LocalQueues.start(TEMPLATE, 0, InstantSource.system(), Optional.of(folder))) {
      var url = queues.url(TEMPLATE.queue("WorkQueue"));
      var client = new AwsJson(queues.endpoint());
      var attributes = client
          .call("AmazonSQS.GetQueueAttributes", Map.of("QueueUrl", url, "AttributeNames", List.of("All")))
          .path("Attributes");
      assertThat(attributes.path("VisibilityTimeout").asText()).isEqualTo("120");
      assertThat(attributes.path("QueueArn").asText()).isEqualTo(TEMPLATE.queue("WorkQueue").arn());
      assertThat(attributes.path("RedrivePolicy").asText()).contains(TEMPLATE.queue("LostQueue").arn());
      var received = client.call("AmazonSQS.ReceiveMessage", Map.of("QueueUrl",
          // As the template's functions know it.
          TEMPLATE.function("EchoFunction").environment().get("QUEUE"), "WaitTimeSeconds", 5));
      assertThat(received.path("Messages").path(0).path("Body").asText()).isEqualTo("kept");
    }
  }
}
