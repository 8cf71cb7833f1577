package app.culver.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.template.Template;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S3Proxy itself is tested by its makers; what Culver asks of S3, presigned addresses with lengths, hashes and conditions,
 * is held against it by {@code functions/aws} ({@code S3MediaStoreTest}).
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html">CORS of S3</a>
 */
class LocalBucketsTest {
  private static final Template TEMPLATE = Template.read(Path.of("src/test/resources/template.yaml"));
  private static final String BUCKET = TEMPLATE.buckets().getFirst().name();

  @Test
  void browsersMayDoWhatTheTemplateAllows() throws Exception {
    try (var buckets = LocalBuckets.start(TEMPLATE, 0, "id", "secret", Optional.empty())) {
      var allowed = preflight(buckets.endpoint(), "PUT");
      assertThat(allowed.statusCode()).isEqualTo(200);
      // That an address is signed for something else makes no difference to the question whether it may be used.
      var presigned = preflight(buckets.endpoint(), "PUT", "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date="
          + "20260101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Credential=id%2F20260101%2Feu-central-1%2Fs3%2Faws4_request"
          + "&X-Amz-Expires=900&X-Amz-Signature=00");
      assertThat(presigned.statusCode()).isEqualTo(200);
      assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods").orElse("")).contains("PUT", "GET");
      assertThat(preflight(buckets.endpoint(), "DELETE").statusCode()).isGreaterThanOrEqualTo(400);
    }
  }

  @Test
  void anUnsignedRequestIsRefused(@TempDir Path folder) throws Exception {
    try (var buckets = LocalBuckets.start(TEMPLATE, 0, "id", "secret", Optional.of(folder))) {
      var put = HttpRequest.newBuilder(buckets.endpoint().resolve("/" + BUCKET + "/key"))
          .PUT(BodyPublishers.ofString("x")).build();
      assertThat(send(put).statusCode()).isEqualTo(403);
      assertThat(folder.resolve(BUCKET)).isEmptyDirectory();
    }
  }

  private static HttpResponse<String> preflight(URI endpoint, String method) throws Exception {
    return preflight(endpoint, method, "");
  }

  private static HttpResponse<String> preflight(URI endpoint, String method, String query) throws Exception {
    return send(HttpRequest.newBuilder(endpoint.resolve("/" + BUCKET + "/key" + query))
        .method("OPTIONS", BodyPublishers.noBody()).header("Origin", "http://localhost:5173")
        .header("Access-Control-Request-Method", method).build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
