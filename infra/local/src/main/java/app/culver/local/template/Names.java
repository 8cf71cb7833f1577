package app.culver.local.template;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What {@code Ref} and {@code Fn::GetAtt} give for each resource and pseudo parameter, and the way back from an ARN. */
final class Names {
  private final Deployment deployment;
  private final Map<?, ?> resources;
  private final Map<String, String> parameters;
  private final Map<String, String> logicalIds = new HashMap<>();

  Names(Deployment deployment, Map<?, ?> resources, Map<String, String> parameters) {
    this.deployment = deployment;
    this.resources = resources;
    this.parameters = parameters;
    resources.keySet().forEach(id -> logicalIds.put(physical((String) id), (String) id));
  }

  Object reference(String name, String where) {
    return switch (name) {
      case "AWS::NoValue" -> Intrinsics.NO_VALUE;
      case "AWS::Region" -> deployment.region();
      case "AWS::AccountId" -> deployment.account();
      case "AWS::StackName" -> deployment.stack();
      case "AWS::StackId" -> deployment.arn("cloudformation", "stack/" + deployment.stack() + "/local");
      case "AWS::Partition" -> "aws";
      case "AWS::URLSuffix" -> "amazonaws.com";
      default -> {
        if (parameters.containsKey(name)) {
          yield parameters.get(name);
        }
        // What SAM makes up beside a function: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
        if (name.endsWith(".Alias") || name.endsWith(".Version")) {
          var function = name.substring(0, name.lastIndexOf('.'));
          yield attribute(List.of(function, "Arn"), where) + (name.endsWith(".Alias") ? ":live" : ":1");
        }
        yield resources.containsKey(name) ? reference(name) : madeBySam(name, where);
      }
    };
  }

  Object attribute(List<String> path, String where) {
    var id = path.getFirst();
    if (!resources.containsKey(id)) {
      throw new TemplateException(where, "there is no resource " + id);
    }
    var name = physical(id);
    return switch (type(id) + "." + path.get(1)) {
      case "AWS::Serverless::Function.Arn", "AWS::Lambda::Function.Arn" -> deployment.arn("lambda", "function:" + name);
      case "AWS::DynamoDB::Table.Arn" -> deployment.arn("dynamodb", "table/" + name);
      case "AWS::DynamoDB::Table.StreamArn" -> deployment.arn("dynamodb", "table/" + name + "/stream/local");
      case "AWS::KMS::Key.Arn" -> deployment.arn("kms", "key/" + name);
      case "AWS::KMS::Key.KeyId", "AWS::SQS::Queue.QueueName" -> name;
      case "AWS::SQS::Queue.Arn" -> deployment.arn("sqs", name);
      case "AWS::SQS::Queue.QueueUrl" -> reference(id);
      case "AWS::S3::Bucket.Arn" -> "arn:aws:s3:::" + name;
      case "AWS::S3::Bucket.RegionalDomainName" -> name + ".s3." + deployment.region() + ".amazonaws.com";
      case "AWS::Logs::LogGroup.Arn" -> deployment.arn("logs", "log-group:" + name + ":*");
      case "AWS::Serverless::HttpApi.ApiEndpoint" ->
        "https://" + name + ".execute-api." + deployment.region() + ".amazonaws.com";
      default -> throw new TemplateException(where,
          "the local cloud does not know the attribute " + path.get(1) + " of " + id + " (" + type(id) + ")");
    };
  }

  /** The logical id behind an ARN or physical name, with or without a function's alias. */
  String logicalId(String arn, String where) {
    var name = arn.contains("/stream/") ? arn.substring(0, arn.indexOf("/stream/")) : arn;
    name = name.contains(":function:") ? name.split(":function:")[1].split(":")[0] : name;
    name = name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')) + 1);
    if (!logicalIds.containsKey(name)) {
      throw new TemplateException(where, "nothing in this template is called " + arn);
    }
    return logicalIds.get(name);
  }

  /** The physical name. */
  String physical(String id) {
    var given = given(id);
    if (given != null) {
      return given;
    }
    return switch (type(id)) {
      case "AWS::KMS::Key" -> keyId(id);
      case "AWS::S3::Bucket" -> (deployment.nameOf(id) + "-" + deployment.account()).toLowerCase(Locale.ROOT);
      case "AWS::SQS::Queue" -> deployment.nameOf(id) + (isFifo(id) ? ".fifo" : "");
      case "AWS::Serverless::HttpApi", "AWS::Serverless::WebSocketApi" -> id.toLowerCase(Locale.ROOT);
      case "AWS::CloudFront::ResponseHeadersPolicy" -> id;
      default -> deployment.nameOf(id);
    };
  }

  private String reference(String id) {
    return type(id).equals("AWS::SQS::Queue")
        ? "https://sqs." + deployment.region() + ".amazonaws.com/" + deployment.account() + "/" + physical(id)
        : physical(id);
  }

  /** SAM names the routes and stages that it makes after the API, so these may be referred to although nobody wrote them. */
  private String madeBySam(String name, String where) {
    return resources.keySet().stream().map(String.class::cast)
        .filter(id -> name.startsWith(id) && type(id).startsWith("AWS::Serverless::")).findFirst().map(id -> name)
        .orElseThrow(() -> new TemplateException(where, "there is no parameter or resource " + name));
  }

  private String given(String id) {
    for (var property : List.of("FunctionName", "TableName", "QueueName", "BucketName", "AliasName", "LogGroupName")) {
      if (properties(id).get(property) instanceof String name) {
        return name;
      }
    }
    return null;
  }

  private boolean isFifo(String id) {
    return "true".equals(String.valueOf(properties(id).get("FifoQueue")));
  }

  private Map<?, ?> properties(String id) {
    return resources.get(id) instanceof Map<?, ?> resource && resource.get("Properties") instanceof Map<?, ?> properties
        ? properties
        : Map.of();
  }

  private String type(String id) {
    return resources.get(id) instanceof Map<?, ?> resource ? String.valueOf(resource.get("Type")) : "";
  }

  private String keyId(String id) {
    return UUID.nameUUIDFromBytes(deployment.nameOf(id).getBytes(StandardCharsets.UTF_8)).toString();
  }
}
