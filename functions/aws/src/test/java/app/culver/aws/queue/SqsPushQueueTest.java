package app.culver.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import app.culver.core.push.PushRequest;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

class SqsPushQueueTest {
  private final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());

  private static List<PushRequest> requests(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> new PushRequest(Samples.account(1), Samples.deviceId(i),
        ConversationId.of(new byte[16]), i, Samples.NOW)).toList();
  }

  /** An SQS that does not take the messages that are chosen by number of call and body. */
  private SqsPushQueue queue(Predicate<Integer> wholeCallFails, Predicate<String> refused) {
    return new SqsPushQueue(SqsClient.builder().region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create("http://127.0.0.1:1"))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD))
        .httpClient(new Sqs(wholeCallFails, refused)).build(), "http://127.0.0.1:1/queue");
  }

  @Test
  void tenGoInOneCall() {
    assertThat(queue(_ -> false, _ -> false).put(requests(23))).isEmpty();

    assertThat(calls).extracting(List::size).containsExactlyInAnyOrder(10, 10, 3);
    assertThat(calls.stream().flatMap(List::stream).map(PushRequestForm::read))
        .containsExactlyInAnyOrderElementsOf(requests(23));
  }

  @Test
  void nothingIsNoCall() {
    assertThat(queue(_ -> false, _ -> false).put(List.of())).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void whatWasNotTakenIsSentOnceMore() {
    List<String> once = Collections.synchronizedList(new ArrayList<>());
    SqsPushQueue queue = queue(_ -> false, body -> body.contains("\"seq\":3,") && once.isEmpty() && once.add(body));

    assertThat(queue.put(requests(5))).isEmpty();
    assertThat(calls).extracting(List::size).containsExactly(5, 1);
  }

  @Test
  void whatIsNeverTakenIsGivenBack() {
    assertThat(queue(_ -> false, body -> body.contains("\"seq\":3,")).put(requests(5)))
        .containsExactly(requests(5).get(2));
    assertThat(calls).extracting(List::size).containsExactly(5, 1);
  }

  @Test
  void aQueueThatDoesNotAnswerThrowsNothing() {
    assertThat(queue(_ -> true, _ -> false).put(requests(2))).isEqualTo(requests(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"account\":1}",
      "{\"account\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"device\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"conversation\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"seq\":0,\"time\":1}",
      "{\"account\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"device\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"conversation\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"seq\":1}"})
  void whatIsNoRequestIsNotRead(String body) {
    assertThatThrownBy(() -> PushRequestForm.read(body)).isInstanceOf(RuntimeException.class);
  }

  private final class Sqs implements SdkHttpClient {
    private final Predicate<Integer> wholeCallFails;
    private final Predicate<String> refused;

    Sqs(Predicate<Integer> wholeCallFails, Predicate<String> refused) {
      this.wholeCallFails = wholeCallFails;
      this.refused = refused;
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
      List<String> bodies = new ArrayList<>();
      asked.path("Entries").forEach(entry -> bodies.add(entry.path("MessageBody").asText()));
      calls.add(bodies);
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
  }

  private static String md5(String body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
