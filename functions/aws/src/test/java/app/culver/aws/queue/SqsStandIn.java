package app.culver.aws.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An SQS that does not take the messages that are chosen by number of call and body, and remembers what it was sent. */
final class SqsStandIn implements SdkHttpClient {
  static final String URL = "http://127.0.0.1:1/queue";

  private final List<List<JsonNode>> calls = Collections.synchronizedList(new ArrayList<>());
  private final Predicate<Integer> wholeCallFails;
  private final Predicate<String> refused;

  SqsStandIn(Predicate<Integer> wholeCallFails, Predicate<String> refused) {
    this.wholeCallFails = wholeCallFails;
    this.refused = refused;
  }

  SqsClient client() {
    return SqsClient.builder().region(Region.EU_CENTRAL_1).endpointOverride(URI.create("http://127.0.0.1:1"))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD)).httpClient(this)
        .build();
  }

  /** The messages of each call. */
  List<List<JsonNode>> calls() {
    return List.copyOf(calls);
  }

  /** What all calls together sent. */
  List<String> bodies() {
    return calls().stream().flatMap(List::stream).map(entry -> entry.path("MessageBody").asText()).toList();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {
        // There is nothing to wait for.
      }
    };
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    var json = new ObjectMapper();
    var asked = json.readTree(request.contentStreamProvider().orElseThrow().newStream());
    calls.add(asked.path("Entries").valueStream().toList());
    if (wholeCallFails.test(calls.size())) {
      throw new IOException("no answer");
    }
    var answer = json.createObjectNode();
    asked.path("Entries").forEach(entry -> {
      var id = entry.path("Id").asText();
      var body = entry.path("MessageBody").asText();
      if (refused.test(body)) {
        answer.withArray("Failed").addObject().put("Id", id).put("SenderFault", false).put("Code", "InternalError");
      } else {
        answer.withArray("Successful").addObject().put("Id", id).put("MessageId", id).put("MD5OfMessageBody",
            md5(body));
      }
    });
    return HttpExecuteResponse.builder().response(SdkHttpResponse.builder().statusCode(200).build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(json.writeValueAsBytes(answer)))).build();
  }

  @Override
  public void close() {
    // It holds nothing.
  }

  private static String md5(String body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
