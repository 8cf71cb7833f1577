package app.culver.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.local.template.HttpApi.Route;
import app.culver.local.template.Table.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {
  private static final Path FILE = Path.of("src/test/resources/template.yaml").toAbsolutePath();
  private static final Template TEMPLATE = Template.read(FILE);

  @TempDir Path folder;

  @Test
  void aFunctionHasItsOwnPropertiesOverTheGlobals() {
    var echo = TEMPLATE.function("EchoFunction");
    assertThat(echo.handler()).isEqualTo("example.Echo::handleRequest");
    assertThat(echo.code()).isEqualTo(FILE.resolveSibling("functions/echo.zip"));
    assertThat(echo.timeoutSeconds()).isEqualTo(20);
    assertThat(echo.memoryMegabytes()).isEqualTo(1024);
    assertThat(echo.snapStart()).isTrue();
    assertThat(TEMPLATE.function("GuardFunction").snapStart()).isFalse();
    assertThat(TEMPLATE.function("GuardFunction").memoryMegabytes()).isEqualTo(128);
  }

  @Test
  void environmentsAreEvaluated() {
    assertThat(TEMPLATE.function("EchoFunction").environment()).containsExactlyInAnyOrderEntriesOf(Map.of("LOG_LEVEL",
        "info", "TABLE", "local-ChatTable", "KEYS", TEMPLATE.key("SigningKey").arn(), "SOCKET",
        "https://socketapi.execute-api.eu-central-1.amazonaws.com/live", "ISSUER", "urn:culver:local:${literal}",
        "QUEUE", "https://sqs.eu-central-1.amazonaws.com/000000000000/local-WorkQueue", "DAYS", "30"));
  }

  @Test
  void parametersAndPseudoParametersCanBeGiven() {
    var template = Template.read(FILE, new Deployment("chat", "eu-west-1", "123456789012"),
        Map.of("PreviousKey", "arn:old", "Days", "7"));
    assertThat(template.function("EchoFunction").environment()).containsEntry("TABLE", "chat-ChatTable")
        .containsEntry("DAYS", "7").containsEntry("KEYS", template.key("SigningKey").arn() + ",arn:old");
    assertThat(template.key("SigningKey").arn()).startsWith("arn:aws:kms:eu-west-1:123456789012:key/");
  }

  @Test
  void aTableHasItsKeysIndexesStreamAndTimeToLive() {
    var table = TEMPLATE.table("ChatTable");
    assertThat(table.partition()).isEqualTo(new Attribute("room", "B"));
    assertThat(table.sort()).contains(new Attribute("seq", "N"));
    assertThat(table.indexes()).containsExactly(
        new Table.Index("byAuthor", new Attribute("author", "S"), Optional.empty(), "KEYS_ONLY", List.of()));
    assertThat(table.streamView()).contains("NEW_IMAGE");
    assertThat(table.timeToLive()).contains("expires");
  }

  @Test
  void keysQueuesAndBucketsAreRead() {
    assertThat(TEMPLATE.keys()).extracting(Key::spec).containsExactly("ECC_NIST_P256", "HMAC_256");
    assertThat(TEMPLATE.queue("WorkQueue").redrive())
        .contains(new Queue.Redrive(TEMPLATE.queue("LostQueue").arn(), 3));
    assertThat(TEMPLATE.queue("WorkQueue").visibilitySeconds()).isEqualTo(120);
    assertThat(TEMPLATE.buckets()).containsExactly(
        new Bucket("MediaBucket", "local-mediabucket-000000000000",
            List.of(new Bucket.CorsRule(List.of("*"), List.of("PUT", "GET"), List.of("*"), List.of(), 600))));
  }

  @Test
  void anHttpApiHasTheRoutesOfItsFunctions() {
    var api = TEMPLATE.httpApis().getFirst();
    assertThat(api.stage()).isEqualTo("$default");
    assertThat(api.accessLog()).contains("$context.status");
    assertThat(api.routes()).containsExactly(new Route("GET", "/rooms/{room}", "EchoFunction"),
        new Route("POST", "/rooms", "EchoFunction"));
    assertThat(api.cors()).hasValueSatisfying(cors -> {
      assertThat(cors.origins()).containsExactly("http://localhost:5173");
      assertThat(cors.maximumAgeSeconds()).isEqualTo(60);
    });
  }

  @Test
  void aSocketApiHasItsRoutesAuthorizerAndStage() {
    var api = TEMPLATE.socketApis().getFirst();
    assertThat(api.stage()).isEqualTo("live");
    assertThat(api.selection()).isEqualTo("$request.body.action");
    assertThat(api.authorizer()).contains("GuardFunction");
    assertThat(api.accessLog()).contains("$context.eventType");
    assertThat(api.routes()).containsExactly(new SocketApi.Route("$connect", "EchoFunction", false),
        new SocketApi.Route("hello", "EchoFunction", true), new SocketApi.Route("$default", "EchoFunction", false));
  }

  @Test
  void eventSourcesAreRead() {
    assertThat(TEMPLATE.function("EchoFunction").sources()).containsExactly(
        new EventSource.Stream("Chat", "ChatTable", 10, 0, true, true, 2, -1, true,
            Optional.of(TEMPLATE.queue("LostQueue").arn()), List.of("{\"eventName\":[\"INSERT\"]}")),
        new EventSource.Polled("Work", "WorkQueue", 5, 0, true));
  }

  @Test
  void errorsNameThePlace() {
    refused("Resources.F.Properties.CodeUri: the local cloud does not know the intrinsic function Fn::Nonsense",
        "Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {CodeUri: !Nonsense a, Handler: b}}");
    refused("Resources.F.Properties.CodeUri: there is no parameter or resource G",
        "Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {CodeUri: !Ref G, Handler: b}}");
    refused("Resources.F.Properties: Handler is missing",
        "Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {CodeUri: a.zip}}");
    refused("Parameters.P: has no default and no value was given", "Parameters: {P: {Type: String}}\nResources: {}");
    refused("Parameters.P: \"B\" does not match [a-z]",
        "Parameters: {P: {Type: String, Default: B, AllowedPattern: '[a-z]'}}\nResources: {}");
    refused("found duplicate key A", "Resources: {A: {}, A: {}}");
  }

  @Test
  void aRouteThatIsHalfTwoWayIsRefused() throws IOException {
    var half = Files.readString(FILE).replace("RouteId: !Ref SocketApiHelloRoute", "RouteId: !Ref SocketApiByeRoute");
    refused("it has only one of them", half);
  }

  private void refused(String message, String yaml) {
    assertThatThrownBy(() -> Template.read(Files.writeString(folder.resolve("template.yaml"), yaml)))
        .isInstanceOf(TemplateException.class).hasMessageContaining(message);
  }
}
