package app.culver.local.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.culver.local.clock.CloudClock;
import app.culver.local.dynamo.DynamoDbLocal;
import app.culver.local.engine.AwsJson;
import app.culver.local.gateway.Functions;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.Json;
import app.culver.local.sqs.LocalQueues;
import app.culver.local.template.Deployment;
import app.culver.local.template.EventSource;
import app.culver.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PollersTest {
  private static final Invocation TAKEN = new Invocation.Returned("null".getBytes());

  @TempDir static Path folder;
  private static Template template;
  private static DynamoDbLocal dynamo;
  private static LocalQueues queues;
  private static final CloudClock CLOCK = CloudClock.system();

  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private volatile Function<JsonNode, Invocation> answer = event -> TAKEN;
  private AutoCloseable poller;

  @BeforeAll
  static void start() throws IOException {
    template = Template.read(
        Files.writeString(folder.resolve("template.yaml"),
            """
                Resources:
                  Table:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      AttributeDefinitions: [{AttributeName: k, AttributeType: S}]
                      KeySchema: [{AttributeName: k, KeyType: HASH}]
                      StreamSpecification: {StreamViewType: NEW_IMAGE}
                  Slow:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      AttributeDefinitions: [{AttributeName: k, AttributeType: S}]
                      KeySchema: [{AttributeName: k, KeyType: HASH}]
                      StreamSpecification: {StreamViewType: KEYS_ONLY}
                  Dead: {Type: AWS::SQS::Queue}
                  Work:
                    Type: AWS::SQS::Queue
                    Properties:
                      VisibilityTimeout: 60
                      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 2}
                  Fn:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: fn.zip
                      Handler: none
                      Events:
                        Inserts:
                          Type: DynamoDB
                          Properties:
                            Stream: !GetAtt Table.StreamArn
                            StartingPosition: TRIM_HORIZON
                            MaximumRetryAttempts: 0
                            FilterCriteria: {Filters: [{Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"k":{"S":["a","b"]}}}}'}]}
                            DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Dead.Arn}}
                        Windowed:
                          Type: DynamoDB
                          Properties:
                            Stream: !GetAtt Slow.StreamArn
                            StartingPosition: LATEST
                            MaximumBatchingWindowInSeconds: 300
                        Messages:
                          Type: SQS
                          Properties: {Queue: !GetAtt Work.Arn, FunctionResponseTypes: [ReportBatchItemFailures]}
                """),
        Deployment.LOCAL, Map.of());
    dynamo = DynamoDbLocal.start();
    dynamo.createTables(template);
    queues = LocalQueues.start(template, 0, CLOCK, Optional.empty());
  }

  @AfterAll
  static void end() {
    queues.close();
    dynamo.close();
    CLOCK.close();
  }

  @AfterEach
  void close() throws Exception {
    poller.close();
  }

  @Test
  void aStreamsRecordsComeAsLambdaShowsThemAndOnlyThoseThatPassTheFilter() throws Exception {
    stream("Inserts", Checkpoints.inMemory());
    put("local-Table", "c");
    put("local-Table", "a");
    var record = next("a");
    assertThat(record.path("eventSource").asText()).isEqualTo("aws:dynamodb");
    assertThat(record.path("awsRegion").asText()).isEqualTo("eu-central-1");
    assertThat(record.path("eventSourceARN").asText()).contains("local-Table/stream/");
    assertThat(record.path("dynamodb").path("NewImage").path("k").path("S").asText()).isEqualTo("a");
    assertThat(record.path("dynamodb").path("ApproximateCreationDateTime").asLong())
        .isCloseTo(CLOCK.instant().getEpochSecond(), within(3L));
  }

  @Test
  void whatFailsIsToldToTheQueueAndTheStreamGoesOn() throws Exception {
    var checkpoints = Checkpoints.inMemory();
    answer = event -> event.toString().contains("\"b\"") ? new Invocation.Failed("Error", "no") : TAKEN;
    stream("Inserts", checkpoints);
    put("local-Table", "b");
    var told = Json.parse(awaitText("Dead")).orElseThrow();
    assertThat(told.path("DDBStreamBatchInfo").path("batchSize").asInt()).isEqualTo(1);
    assertThat(told.path("requestContext").path("condition").asText()).isEqualTo("RetryAttemptsExhausted");
    poller.close();
    events.clear();
    // A new poller begins where the former one stood.
    stream("Inserts", checkpoints);
    delete("local-Table", "a");
    put("local-Table", "a");
    assertThat(events.poll(60, TimeUnit.SECONDS).toString()).contains("\"a\"").doesNotContain("\"b\"");
  }

  @Test
  void aWindowEndsByTheLocalClock() throws Exception {
    stream("Windowed", Checkpoints.inMemory());
    // From "latest" on means from some moment after the start: put until the poller has seen one.
    put("local-Slow", "1");
    assertThat(events.poll(700, TimeUnit.MILLISECONDS)).isNull();
    put("local-Slow", "2");
    JsonNode event;
    do {
      CLOCK.advance(Duration.ofSeconds(300));
      event = events.poll(300, TimeUnit.MILLISECONDS);
    } while (event == null);
    assertThat(event.path("Records").size()).isBetween(1, 2);
  }

  @Test
  void messagesThatFailComeAgainAfterTheTimeOutAndThenGoToTheDeadLetterQueue() throws Exception {
    answer = event -> {
      var failures = Json.object();
      var array = failures.putArray("batchItemFailures");
      event.path("Records").valueStream().filter(each -> each.path("body").asText().equals("bad"))
          .forEach(each -> array.addObject().put("itemIdentifier", each.path("messageId").asText()));
      return new Invocation.Returned(Json.bytes(failures));
    };
    queue();
    queues.send(template.queue("Work").arn(), "good");
    queues.send(template.queue("Work").arn(), "bad");
    assertThat(nextBody("bad").path("attributes").path("ApproximateReceiveCount").asText()).isEqualTo("1");
    // A clock that is faster than the good one's deletion would bring it back.
    while (depth("Work") > 1) {
      Thread.onSpinWait();
    }
    CLOCK.advance(Duration.ofSeconds(61));
    var again = nextBody("bad");
    assertThat(again.path("attributes").path("ApproximateReceiveCount").asText()).isEqualTo("2");
    assertThat(again.path("eventSourceARN").asText()).isEqualTo(template.queue("Work").arn());
    // ElasticMQ shows a message that it moves only after another time-out.
    String dead;
    do {
      CLOCK.advance(Duration.ofSeconds(61));
      dead = receiveText("Dead");
    } while (dead.isEmpty());
    assertThat(dead).isEqualTo("bad");
  }

  private void stream(String id, Checkpoints checkpoints) {
    var function = template.function("Fn");
    var source = function.sources().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    poller = new StreamPoller(template, function, (EventSource.Stream) source, dynamo.endpoint(), functions(), CLOCK,
        checkpoints, queues::send);
  }

  private void queue() {
    var function = template.function("Fn");
    poller = new QueuePoller(template, function, (EventSource.Polled) function.sources().getLast(), queues.endpoint(),
        queues.url(template.queue("Work")), functions(), CLOCK);
  }

  private Functions functions() {
    return (function, event) -> {
      var read = Json.parse(event).orElseThrow();
      events.add(read);
      return answer.apply(read);
    };
  }

  private JsonNode next(String key) throws InterruptedException {
    return take(record -> record.path("dynamodb").path("Keys").path("k").path("S").asText().equals(key));
  }

  private JsonNode nextBody(String body) throws InterruptedException {
    return take(record -> record.path("body").asText().equals(body));
  }

  private JsonNode take(Predicate<JsonNode> wanted) throws InterruptedException {
    while (true) {
      var event = events.poll(60, TimeUnit.SECONDS);
      assertThat(event).as("an event in time").isNotNull();
      var found = event.path("Records").valueStream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
  }

  private static void put(String table, String key) {
    new AwsJson(dynamo.endpoint()).call("DynamoDB_20120810.PutItem",
        Map.of("TableName", table, "Item", Map.of("k", Map.of("S", key))));
  }

  private static void delete(String table, String key) {
    new AwsJson(dynamo.endpoint()).call("DynamoDB_20120810.DeleteItem",
        Map.of("TableName", table, "Key", Map.of("k", Map.of("S", key))));
  }

  private static String awaitText(String queue) {
    String text;
    do {
      text = receiveText(queue);
    } while (text.isEmpty());
    return text;
  }

  /** How many messages a queue has, those that are being looked at included. */
  private static int depth(String queue) {
    var attributes = new AwsJson(queues.endpoint()).call("AmazonSQS.GetQueueAttributes",
        Map.of("QueueUrl", queues.url(template.queue(queue)), "AttributeNames", List.of("All"))).path("Attributes");
    return attributes.path("ApproximateNumberOfMessages").asInt()
        + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt();
  }

  private static String receiveText(String queue) {
    var url = queues.url(template.queue(queue));
    var messages = new AwsJson(queues.endpoint())
        .call("AmazonSQS.ReceiveMessage", Map.of("QueueUrl", url, "WaitTimeSeconds", 1)).path("Messages");
    if (messages.isEmpty()) {
      return "";
    }
    var message = messages.path(0);
    new AwsJson(queues.endpoint()).call("AmazonSQS.DeleteMessage",
        Map.of("QueueUrl", url, "ReceiptHandle", message.path("ReceiptHandle").asText()));
    return message.path("Body").asText();
  }
}
