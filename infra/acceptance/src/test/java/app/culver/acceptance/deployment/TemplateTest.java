package app.culver.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Contract;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What must hold of template.yaml, whatever it deploys. */
class TemplateTest {
  private static final CloudFormation STACK = CloudFormation.translate();

  @Test
  void theLintersHaveNothingToSay() {
    Command.run(Map.of(), "infra/tools/check-template").expectSuccess();
  }

  @Test
  void itsHttpRoutesAreThoseOfTheContract() {
    var routes = new TreeSet<String>();
    STACK.resource("HttpApi").path("Properties").path("Body").path("paths").properties()
        .forEach(path -> path.getValue().fieldNames().forEachRemaining(
            method -> routes.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));

    assertThat(routes).isEqualTo(Contract.operations().stream().map(operation -> operation.method() + " "
        + operation.path()).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void itsSocketRoutesAreTheActionsOfTheContractAndThoseOfApiGateway() {
    var expected = new TreeSet<>(Set.of("$connect", "$disconnect", "$default"));
    Contract.files("schemas").stream().filter(file -> file.startsWith("frame-"))
        .forEach(file -> expected.add(file.substring("frame-".length()).replace(".json", "")));

    assertThat(socketRoutes().keySet()).isEqualTo(expected);
  }

  /** A route needs both: the expression that selects a response, and the response. */
  @Test
  void theRoutesThatReturnTheirAnswerAreTwoWay() {
    var responding = new TreeSet<String>();
    STACK.properties("AWS::ApiGatewayV2::RouteResponse").values().forEach(response -> responding.add(
        STACK.resource(response.path("RouteId").path("Ref").asText()).path("Properties").path("RouteKey").asText()));
    var selecting = new TreeSet<String>();
    socketRoutes().forEach((key, route) -> {
      if (route.has("RouteResponseSelectionExpression")) {
        selecting.add(key);
      }
    });

    assertThat(responding).containsExactly("$default", "hello", "ping", "sync").isEqualTo(selecting);
  }

  @Test
  void onlyTheAuthorizerLetsSomeoneConnect() {
    var connect = socketRoutes().get("$connect");

    assertThat(connect.path("AuthorizationType").asText()).isEqualTo("CUSTOM");
    var authorizer = STACK.resource(connect.path("AuthorizerId").path("Ref").asText()).path("Properties");
    assertThat(authorizer.path("AuthorizerType").asText()).isEqualTo("REQUEST");
    assertThat(STACK.function(authorizer)).isEqualTo("Authorizer");
  }

  /**
   * SAM leaves the alias where it was when nothing but a parameter's value has changed.
   *
   * @see <a href="https://github.com/aws/serverless-application-model/issues/3820">serverless-application-model #3820</a>
   */
  @Test
  void aChangedParameterPublishesANewVersionOfEachFunctionThatReadsIt() {
    var versions = STACK.properties("AWS::Lambda::Version");
    STACK.properties("AWS::Lambda::Function").forEach((id, function) -> {
      var version = versions.values().stream()
          .filter(each -> each.path("FunctionName").path("Ref").asText().equals(id)).findFirst().orElseThrow();
      assertThat(STACK.parametersIn(version.path("Description"))).as(id)
          .isEqualTo(STACK.parametersIn(function.path("Environment")));
    });
  }

  @Test
  void everyFunctionHasARoleOfItsOwnThatNamesEachActionAndResource() {
    var roles = new HashSet<String>();
    STACK.properties("AWS::Lambda::Function").forEach((id, function) -> {
      var role = function.path("Role").path("Fn::GetAtt").path(0).asText();
      assertThat(roles.add(role)).as("role of %s", id).isTrue();
      var properties = STACK.resource(role).path("Properties");
      assertThat(properties.has("ManagedPolicyArns")).as(role).isFalse();
      for (var statement : properties.path("Policies").path(0).path("PolicyDocument").path("Statement")) {
        assertThat(statement.path("Action").toString()).as(role).doesNotContain("*");
        assertThat(statement.path("Resource").toString()).as(role).isNotEqualTo("\"*\"");
      }
    });
  }

  /**
   * What fails is named, comes again when the function cannot be busy with it any more, and in the end lies where an alarm
   * tells of it.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">Configuring a queue for Lambda</a>
   */
  @Test
  void nothingIsLostOfWhatWaitsForAFunction() {
    var watched = STACK.properties("AWS::CloudWatch::Alarm").values().stream()
        .map(alarm -> alarm.path("Dimensions").path(0).at("/Value/Fn::GetAtt/0").asText()).toList();
    var fed = new TreeSet<String>();
    STACK.properties("AWS::Lambda::EventSourceMapping").values().forEach(mapping -> {
      var id = mapping.at("/EventSourceArn/Fn::GetAtt/0").asText();
      var queue = STACK.properties("AWS::SQS::Queue").get(id);
      if (queue == null) {
        return;
      }
      fed.add(id);
      var function = STACK.resource(STACK.function(mapping.path("FunctionName")) + "Function").path("Properties");
      assertThat(mapping.path("FunctionResponseTypes").path(0).asText()).as(id).isEqualTo("ReportBatchItemFailures");
      assertThat(queue.path("VisibilityTimeout").asInt()).as(id)
          .isGreaterThanOrEqualTo(6 * function.path("Timeout").asInt());
      assertThat(queue.path("SqsManagedSseEnabled").asBoolean()).as(id).isTrue();
      assertThat(watched).as(id)
          .contains(queue.at("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").asText());
    });
    assertThat(fed).containsExactly("LaterQueue", "PushQueue");
  }

  /** What a sender leaves undone is done within a minute: the window, the wait of what is too young, and its work. */
  @Test
  void theNetBelowSendersLooksEarlyEnough() {
    var windows = STACK.properties("AWS::Lambda::EventSourceMapping").values().stream()
        .filter(mapping -> mapping.at("/EventSourceArn/Fn::GetAtt/0").asText().equals("LogTable"))
        .map(mapping -> mapping.path("MaximumBatchingWindowInSeconds").asInt()).toList();
    // DeliverHandler's grace is ten seconds.
    assertThat(windows).hasSize(1).allSatisfy(window -> assertThat(window + 10).isLessThanOrEqualTo(50));
  }

  @Test
  void theSessionFunctionAloneSignsTokens() {
    var statements = new TreeMap<String, JsonNode>();
    STACK.resource("SigningKey").path("Properties").path("KeyPolicy").path("Statement")
        .forEach(statement -> statements.put(statement.path("Sid").asText(), statement));

    assertThat(statements).containsOnlyKeys("Administer", "Sign", "Verify");
    assertThat(statements.get("Administer").path("Action").toString()).doesNotContain("kms:*", "kms:Sign");
    assertThat(statements.get("Sign").path("Principal").toString())
        .isEqualTo("{\"AWS\":{\"Fn::GetAtt\":[\"SessionsRole\",\"Arn\"]}}");
    assertThat(statements.get("Verify").path("Action").asText()).isEqualTo("kms:GetPublicKey");
  }

  @Test
  void accessLogsHoldNothingOfWhoOrWhat() {
    var harmless = Set.of("requestId", "requestTimeEpoch", "routeKey", "eventType", "status", "responseLatency",
        "integrationLatency", "responseLength", "error.responseType");
    var stages = STACK.properties("AWS::ApiGatewayV2::Stage").values();

    assertThat(stages).hasSize(2).allSatisfy(stage -> {
      var variables = Pattern.compile("\\$context\\.([\\w.]+)")
          .matcher(stage.path("AccessLogSettings").path("Format").asText()).results().map(found -> found.group(1));
      assertThat(variables).isNotEmpty().isSubsetOf(harmless);
    });
  }

  @Test
  void filesAreNobodysButByASignedAddressAndGoWithTheMessages() {
    var bucket = STACK.resource("MediaBucket").path("Properties");

    assertThat(bucket.path("PublicAccessBlockConfiguration")).hasSize(4).allMatch(JsonNode::asBoolean);
    assertThat(bucket.at("/OwnershipControls/Rules/0/ObjectOwnership").asText()).isEqualTo("BucketOwnerEnforced");
    assertThat(bucket.at("/LifecycleConfiguration/Rules/0/ExpirationInDays/Ref").asText()).isEqualTo("RetentionDays");
    assertThat(bucket.has("VersioningConfiguration")).isFalse();
    assertThat(STACK.resource("MediaBucketPolicy").at("/Properties/PolicyDocument/Statement")).singleElement()
        .satisfies(statement -> assertThat(statement.path("Effect").asText()).isEqualTo("Deny"));
  }

  @Test
  void theWebClientIsReadByItsDistributionAlone() {
    assertThat(STACK.resource("WebBucketPolicy").at("/Properties/PolicyDocument/Statement"))
        .filteredOn(statement -> statement.path("Effect").asText().equals("Allow")).singleElement()
        .satisfies(statement -> {
          assertThat(statement.at("/Principal/Service").asText()).isEqualTo("cloudfront.amazonaws.com");
          assertThat(statement.path("Action").asText()).isEqualTo("s3:GetObject");
          assertThat(statement.at("/Condition/StringEquals/AWS:SourceArn").toString()).contains("${WebDistribution}");
        });
  }

  @Test
  void whatPeopleEntrustToItOutlivesTheStack() {
    for (var type : Set.of("AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::S3::Bucket")) {
      STACK.properties(type).keySet().forEach(id -> {
        assertThat(STACK.resource(id).path("DeletionPolicy").asText()).as(id).isEqualTo("Retain");
        assertThat(STACK.resource(id).path("UpdateReplacePolicy").asText()).as(id).isEqualTo("Retain");
      });
    }
    assertThat(STACK.properties("AWS::DynamoDB::Table").values()).hasSize(5).allSatisfy(table -> {
      assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
      assertThat(table.path("PointInTimeRecoverySpecification").path("PointInTimeRecoveryEnabled").asBoolean())
          .isTrue();
    });
  }

  private static Map<String, JsonNode> socketRoutes() {
    var routes = new TreeMap<String, JsonNode>();
    STACK.properties("AWS::ApiGatewayV2::Route").values()
        .forEach(route -> routes.put(route.path("RouteKey").asText(), route));
    return routes;
  }
}
