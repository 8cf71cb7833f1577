package app.culver.aws.parameter;

import app.culver.aws.json.Json;
import app.culver.aws.runtime.Environment;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.IoUtils;

/**
 * Parameters of Systems Manager, decrypted. The one call that there is, signed by the SDK's signer: the SDK's client of this
 * service weighs as much as all others that Culver has.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html">GetParameter</a>
 */
public final class Parameters {
  private static final String SERVICE = "ssm";
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int OK = 200;

  private final Region region;
  private final URI endpoint;
  private final AwsCredentialsProvider credentials;

  /** At the region's own address, unless the SDK's variable {@code AWS_ENDPOINT_URL_SSM} names another. */
  public Parameters(Environment environment) {
    this(Region.of(environment.required("AWS_REGION")), environment);
  }

  private Parameters(Region region, Environment environment) {
    this(region, URI.create(environment.has("AWS_ENDPOINT_URL_SSM")
        ? environment.required("AWS_ENDPOINT_URL_SSM")
        : "https://ssm." + region.id() + "." + region.metadata().partition().dnsSuffix()),
        DefaultCredentialsProvider.builder().build());
  }

  Parameters(Region region, URI endpoint, AwsCredentialsProvider credentials) {
    this.region = region;
    this.endpoint = endpoint;
    this.credentials = credentials;
  }

  /** @throws IllegalStateException if there is none of this name, or it may not be read; the message says which of these */
  public String read(String name) {
    byte[] body = Json.bytes(Json.newObject().put("Name", name).put("WithDecryption", true));
    SdkHttpRequest request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(endpoint)
        .encodedPath("/").putHeader("Content-Type", "application/x-amz-json-1.1")
        .putHeader("X-Amz-Target", "AmazonSSM.GetParameter").build();
    SignedRequest signed = AwsV4HttpSigner.create()
        .sign(sign -> sign.identity(credentials.resolveCredentials()).request(request)
            .payload(() -> new ByteArrayInputStream(body))
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
            .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    try (SdkHttpClient http = Apache5HttpClient.builder().connectionTimeout(TIMEOUT).socketTimeout(TIMEOUT).build()) {
      return value(name, http.prepareRequest(HttpExecuteRequest.builder().request(signed.request())
          .contentStreamProvider(signed.payload().orElseThrow()).build()).call());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(String name, HttpExecuteResponse response) throws IOException {
    String text = IoUtils.toUtf8String(response.responseBody().orElseThrow());
    JsonNode answer = Json.object(text);
    if (response.httpResponse().statusCode() != OK) {
      String type = answer.path("__type").asText();
      throw new IllegalStateException(
          "the parameter " + name + " cannot be read: " + type.substring(type.lastIndexOf('#') + 1));
    }
    return answer.path("Parameter").path("Value").asText();
  }
}
