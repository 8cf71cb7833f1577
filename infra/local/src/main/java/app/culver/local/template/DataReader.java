package app.culver.local.template;

import java.util.List;
import java.util.Optional;

/** Reads tables, keys, queues and buckets. */
record DataReader(Deployment deployment, Names names) {

  Table table(String id, Node node) {
    return new Table(id, names.physical(id), attribute(node, node, "HASH").orElseThrow(() -> node.error("has no key")),
        attribute(node, node, "RANGE"), node.list("GlobalSecondaryIndexes").stream().map(i -> index(node, i)).toList(),
        node.child("StreamSpecification").optional("StreamViewType"),
        node.child("TimeToLiveSpecification").flag("Enabled")
            ? node.child("TimeToLiveSpecification").optional("AttributeName")
            : Optional.empty());
  }

  private static Table.Index index(Node table, Node index) {
    return new Table.Index(index.text("IndexName"),
        attribute(table, index, "HASH").orElseThrow(() -> index.error("has no key")), attribute(table, index, "RANGE"),
        index.child("Projection").text("ProjectionType"), index.child("Projection").texts("NonKeyAttributes"));
  }

  private static Optional<Table.Attribute> attribute(Node table, Node keyed, String role) {
    return keyed.list("KeySchema").stream().filter(key -> key.text("KeyType").equals(role)).findFirst()
        .map(key -> key.text("AttributeName"))
        .map(name -> table.list("AttributeDefinitions").stream()
            .filter(definition -> definition.text("AttributeName").equals(name)).findFirst()
            .map(definition -> new Table.Attribute(name, definition.text("AttributeType")))
            .orElseThrow(() -> table.error("the key " + name + " has no AttributeDefinition")));
  }

  Key key(String id, Node node) {
    var keyId = names.physical(id);
    return new Key(id, keyId, deployment.arn("kms", "key/" + keyId),
        node.optional("KeySpec").orElse("SYMMETRIC_DEFAULT"), node.optional("KeyUsage").orElse("ENCRYPT_DECRYPT"));
  }

  Queue queue(String id, Node node) {
    var name = names.physical(id);
    var redrive = node.has("RedrivePolicy")
        ? Optional.of(new Queue.Redrive(node.child("RedrivePolicy").text("deadLetterTargetArn"),
            node.child("RedrivePolicy").integer("maxReceiveCount", 1)))
        : Optional.<Queue.Redrive>empty();
    // Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
    return new Queue(id, name, deployment.arn("sqs", name), node.flag("FifoQueue"),
        node.flag("ContentBasedDeduplication"), node.integer("VisibilityTimeout", 30), node.integer("DelaySeconds", 0),
        node.integer("MessageRetentionPeriod", 345_600), node.integer("ReceiveMessageWaitTimeSeconds", 0), redrive);
  }

  Bucket bucket(String id, Node node) {
    List<Bucket.CorsRule> rules = node.child("CorsConfiguration").list("CorsRules").stream()
        .map(rule -> new Bucket.CorsRule(rule.texts("AllowedOrigins"), rule.texts("AllowedMethods"),
            rule.texts("AllowedHeaders"), rule.texts("ExposedHeaders"), rule.integer("MaxAge", 0)))
        .toList();
    return new Bucket(id, names.physical(id), rules);
  }
}
