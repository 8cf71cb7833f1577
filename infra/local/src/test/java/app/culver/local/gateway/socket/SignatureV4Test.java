package app.culver.local.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.server.WebRequest;
import app.culver.local.server.WebRequest.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Against the signer of the AWS SDK.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed AWS API request</a>
 */
class SignatureV4Test {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final URI URI_OF_POST = URI.create("http://127.0.0.1:4002/live/%40connections/abc%3D?b=2&a=%20");

  @Test
  void whatTheSdkSignsIsRight() {
    assertThat(verify(signed("body"), NOW)).isEmpty();
  }

  @Test
  void anotherBodyPathMethodOrHostIsNot() {
    var request = signed("body");

    assertThat(verify(request.with("other".getBytes(StandardCharsets.UTF_8)), NOW)).isPresent();
    assertThat(verify(new WebRequest("POST", "/live/%40connections/abd%3D", request.query(), request.headers(),
        request.body(), ""), NOW)).isPresent();
    assertThat(verify(
        new WebRequest("DELETE", request.path(), request.query(), request.headers(), request.body(), ""), NOW))
        .isPresent();
    var elsewhere = request.headers().stream()
        .map(header -> header.name().equals("Host") ? new Header("Host", "elsewhere") : header).toList();
    assertThat(verify(new WebRequest("POST", request.path(), request.query(), elsewhere, request.body(), ""), NOW))
        .isPresent();
  }

  @Test
  void aSignatureIsGoodForFiveMinutes() {
    assertThat(verify(signed("body"), NOW.plusSeconds(300))).isEmpty();
    assertThat(verify(signed("body"), NOW.plusSeconds(301))).isPresent();
    assertThat(verify(signed("body"), NOW.minusSeconds(301))).isPresent();
  }

  @Test
  void anotherKeyIdOrRegionIsRefused() {
    var request = signed("body");

    assertThat(new SignatureV4("other", "secret", "eu-central-1", InstantSource.fixed(NOW)).refusal(request))
        .isPresent();
    assertThat(new SignatureV4("local", "secret", "us-east-1", InstantSource.fixed(NOW)).refusal(request)).isPresent();
  }

  private static Optional<SignatureV4.Refusal> verify(WebRequest request, Instant now) {
    return new SignatureV4("local", "secret", "eu-central-1", InstantSource.fixed(now)).refusal(request);
  }

  private static WebRequest signed(String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI_OF_POST).build();
    var signed = AwsV4HttpSigner.create()
        .sign(sign -> sign.identity(AwsCredentialsIdentity.create("local", "secret")).request(request)
            .payload(ContentStreamProvider.fromByteArray(bytes))
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
            .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
            .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)));
    List<Header> headers = signed.request().headers().entrySet().stream()
        .flatMap(header -> header.getValue().stream().map(value -> new Header(header.getKey(), value))).toList();
    return new WebRequest("POST", URI_OF_POST.getRawPath(), URI_OF_POST.getRawQuery(), headers, bytes, "127.0.0.1");
  }
}
