package app.culver.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.local.cloud.LocalCloud.Endpoints;
import app.culver.local.engine.AwsJson;
import app.culver.local.example.EchoHandler;
import app.culver.local.fcm.FcmStub.Push;
import app.culver.local.firebase.SentCode;
import app.culver.local.function.Zips;
import app.culver.local.gateway.Json;
import app.culver.local.server.LoopbackServer;
import app.culver.local.server.PortTakenException;
import app.culver.local.server.WebResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCloudTest {
  static final String TEMPLATE = """
      Parameters: {FirebaseProject: {Type: String}}
      Resources:
        HttpApi: {Type: AWS::Serverless::HttpApi}
        SocketApi:
          Type: AWS::Serverless::WebSocketApi
          Properties:
            StageName: live
            RouteSelectionExpression: $request.body.action
            Routes:
              $connect: {FunctionArn: !Ref Echo.Alias}
              $default: {FunctionArn: !Ref Echo.Alias, RouteResponseSelectionExpression: $default}
        DefaultResponse:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: {ApiId: !Ref SocketApi, RouteId: !Ref SocketApiDefaultRoute, RouteResponseKey: $default}
        Things:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
        Echo:
          Type: AWS::Serverless::Function
          Properties:
            Handler: app.culver.local.example.EchoHandler
            CodeUri: echo.zip
            Runtime: java25
            AutoPublishAlias: live
            Environment:
              Variables:
                TABLE: !Ref Things
                TOKEN_ISSUER: !Sub urn:culver:${AWS::StackName}
                FIREBASE_PROJECT: !Ref FirebaseProject
            Events:
              Echo: {Type: HttpApi, Properties: {ApiId: !Ref HttpApi, Method: GET, Path: /echo}}
      """;

  @TempDir static Path folder;

  private final List<SentCode> sms = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void build() throws IOException {
    Zips.write(folder.resolve("echo.zip"), EchoHandler.class);
    Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
  }

  private LocalCloud start(int port, Optional<Path> data) {
    return LocalCloud.start(
        new CloudOptions(folder.resolve("template.yaml"), Map.of("FirebaseProject", "culver-test"), port,
            Optional.empty(), data),
        sms::add, _ -> {});
  }

  @Test
  void everythingOfTheTemplateIsThereAndFunctionsKnowWhere() throws Exception {
    try (var cloud = start(0, Optional.empty())) {
      var seen = get(cloud.endpoints().api() + "/echo").split(" ");

      assertThat(seen[0]).isEqualTo("local-Echo");
      assertThat(new AwsJson(cloud.dynamo()).call("DynamoDB_20120810.ListTables", Map.of())
          .get("TableNames").get(0).asText()).isEqualTo(seen[1]);
      assertThat(List.of(seen[3], seen[4])).allMatch(uri -> URI.create(uri).getHost().equals("127.0.0.1"))
          .doesNotContain(cloud.dynamo().toString(), cloud.kms().toString());
      assertThat(seen[5]).isEqualTo(cloud.endpoints().socket().toString().replace("ws://", "http://"));
      assertThat(seen[6]).isEqualTo(cloud.endpoints().firebase());
      assertThat(ask(cloud.endpoints(), "{}")).startsWith("local-Echo ");
    }
  }

  @Test
  void whatFunctionsPushIsRecorded() throws Exception {
    try (var cloud = start(0, Optional.empty())) {
      var endpoint = get(cloud.endpoints().api() + "/echo").split(" ")[7];
      http.send(HttpRequest.newBuilder(URI.create(endpoint + "/v1/projects/culver-test/messages:send"))
          .header("Authorization", "Bearer owner").POST(BodyPublishers.ofString("{\"message\":{\"token\":\"t\"}}"))
          .build(), HttpResponse.BodyHandlers.discarding());

      assertThat(endpoint).matches("http://127\\.0\\.0\\.1:\\d+");
      assertThat(cloud.fcm().pushes()).extracting(Push::target).containsExactly("t");
    }
  }

  @Test
  void clientsFindItByTheirSettings() {
    try (var cloud = start(0, Optional.empty())) {
      var settings = Json.parse(cloud.clientSettings()).orElseThrow();

      assertThat(settings.get("api").asText()).isEqualTo(cloud.endpoints().api().toString());
      assertThat(settings.get("socket").asText()).matches("ws://127\\.0\\.0\\.1:\\d+/live");
      assertThat(settings.get("issuer").asText()).isEqualTo("urn:culver:local");
      assertThat(settings.at("/firebase/project").asText()).isEqualTo("culver-test");
      assertThat(settings.at("/firebase/authEmulator").asText()).isEqualTo(cloud.endpoints().firebase());
      assertThat(settings.at("/firebase/webPush").isMissingNode()).isTrue();
    }
  }

  @Test
  void functionsSeeTheCloudsTime() throws Exception {
    try (var cloud = start(0, Optional.empty())) {
      cloud.clock().advance(Duration.ofDays(30));

      var time = Instant.parse(get(cloud.endpoints().api() + "/echo").split(" ")[2]);

      assertThat(time).isAfter(Instant.now().plus(Duration.ofDays(29)));
    }
  }

  @Test
  void whatAFolderKeepsOutlivesARestart(@TempDir Path data) throws Exception {
    String uid;
    try (var cloud = start(0, Optional.of(data.resolve("new")))) {
      uid = signIn(cloud.endpoints().firebase());
      new AwsJson(cloud.dynamo()).call("DynamoDB_20120810.PutItem",
          Map.of("TableName", cloud.template().tables().getFirst().name(), "Item", Map.of("id", Map.of("S", "kept"))));
    }

    try (var cloud = start(0, Optional.of(data.resolve("new")))) {
      assertThat(signIn(cloud.endpoints().firebase())).isEqualTo(uid);
      assertThat(new AwsJson(cloud.dynamo()).call("DynamoDB_20120810.Scan",
          Map.of("TableName", cloud.template().tables().getFirst().name())).at("/Items/0/id/S").asText())
          .isEqualTo("kept");
    }
  }

  @Test
  void portsThatAreNoneAreRefused() {
    for (var first : new int[]{-1, 65_530, 70_000}) {
      assertThatThrownBy(() -> start(first, Optional.empty()).close()).hasMessageContaining("0 to 65529");
    }
  }

  @Test
  void aTakenPortIsNamedWhicheverOfTheSevenItIs() {
    for (int offset = 0; offset < 7; offset++) {
      try (var squatter = LoopbackServer.start("squatter", 0, _ -> WebResponse.empty(204))) {
        var first = squatter.port() - offset;

        var taken = catchThrowableOfType(PortTakenException.class, () -> start(first, Optional.empty()).close());

        // Another process may have one of the others.
        assertThat(taken.port()).isBetween(first, first + 6);
      }
    }
  }

  private String get(String address) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private String ask(Endpoints endpoints, String message) throws Exception {
    var answer = new CompletableFuture<String>();
    var socket = http.newWebSocketBuilder().buildAsync(endpoints.socket(), new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        answer.complete(text.toString());
        return null;
      }
    }).get(20, TimeUnit.SECONDS);
    socket.sendText(message, true);
    try {
      return answer.get(20, TimeUnit.SECONDS);
    } finally {
      socket.abort();
    }
  }

  private String signIn(String firebase) throws IOException, InterruptedException {
    var accounts = "http://" + firebase + "/identitytoolkit.googleapis.com/v1/accounts:";
    var session = post(accounts + "sendVerificationCode?key=any", "{\"phoneNumber\":\"+4915112345678\"}");
    return Json.parse(post(accounts + "signInWithPhoneNumber?key=any",
        Json.parse(session).orElseThrow().toString().replace("}", ",\"code\":\"" + sms.getLast().code() + "\"}")))
        .orElseThrow().get("localId").asText();
  }

  private String post(String address, String body) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString()).body();
  }
}
