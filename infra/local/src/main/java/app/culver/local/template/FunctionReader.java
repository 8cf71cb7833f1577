package app.culver.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code AWS::Serverless::Function} with its polled event sources. */
record FunctionReader(Path folder, Names names) {
  // Lambda's own defaults: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
  private static final int DEFAULT_TIMEOUT_SECONDS = 3;
  private static final int DEFAULT_MEMORY_MEGABYTES = 128;

  Function read(String id, Node node) {
    var snapStart = node.child("SnapStart").optional("ApplyOn").orElse("None").equals("PublishedVersions");
    return new Function(id, names.physical(id), folder.resolve(node.text("CodeUri")).normalize(), node.text("Handler"),
        node.optional("Runtime").orElse(""), node.integer("Timeout", DEFAULT_TIMEOUT_SECONDS),
        node.integer("MemorySize", DEFAULT_MEMORY_MEGABYTES), node.child("Environment").strings("Variables"), snapStart,
        sources(node.child("Events")));
  }

  private List<EventSource> sources(Node events) {
    var sources = new ArrayList<EventSource>();
    events.children().forEach((id, event) -> {
      var properties = event.child("Properties");
      switch (event.text("Type")) {
        case "DynamoDB" -> enabled(properties, () -> sources.add(stream(id, properties)));
        case "SQS" -> enabled(properties, () -> sources.add(polled(id, properties)));
        // Routes are read with their API. Schedules have nothing to keep alive or to wait for here.
        case "HttpApi", "Schedule", "ScheduleV2" -> {}
        default -> throw event.error("the local cloud does not know events of type " + event.text("Type"));
      }
    });
    return List.copyOf(sources);
  }

  private static void enabled(Node properties, Runnable add) {
    if (!properties.has("Enabled") || properties.flag("Enabled")) {
      add.run();
    }
  }

  private EventSource stream(String id, Node node) {
    return new EventSource.Stream(id, names.logicalId(node.text("Stream"), id), node.integer("BatchSize", 100),
        node.integer("MaximumBatchingWindowInSeconds", 0), node.text("StartingPosition").equals("TRIM_HORIZON"),
        reportsFailures(node), node.integer("MaximumRetryAttempts", -1), node.integer("MaximumRecordAgeInSeconds", -1),
        node.flag("BisectBatchOnFunctionError"), onFailure(node), filters(node));
  }

  private EventSource polled(String id, Node node) {
    if (node.has("FilterCriteria")) {
      throw node.error("the local cloud does not filter queues");
    }
    return new EventSource.Polled(id, names.logicalId(node.text("Queue"), id), node.integer("BatchSize", 10),
        node.integer("MaximumBatchingWindowInSeconds", 0), reportsFailures(node));
  }

  private static boolean reportsFailures(Node node) {
    return node.texts("FunctionResponseTypes").contains("ReportBatchItemFailures");
  }

  private static Optional<String> onFailure(Node node) {
    return node.child("DestinationConfig").child("OnFailure").optional("Destination");
  }

  private static List<String> filters(Node node) {
    return node.child("FilterCriteria").list("Filters").stream().map(filter -> filter.text("Pattern")).toList();
  }
}
