package app.culver.aws.media;

import app.culver.aws.runtime.Environment;
import app.culver.core.media.Chunk;
import app.culver.core.media.Download;
import app.culver.core.media.FileId;
import app.culver.core.media.MediaStore;
import app.culver.core.media.Upload;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * Presigned addresses in a bucket. By the SDK's signer alone: its S3 client would weigh four megabytes, for nothing that is
 * asked of S3 here.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">signatures in the query</a>
 */
public final class S3MediaStore implements MediaStore {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  private final URI bucket;
  private final String region;
  private final AwsCredentialsProvider credentials;
  private final Lives lives;
  private final Clock clock;

  /** How long addresses are good. */
  public record Lives(Duration upload, Duration download) {
    /** As the contract says. */
    public static final Lives USUAL = new Lives(Duration.ofMinutes(15), Duration.ofMinutes(5));
  }

  /**
   * A store.
   *
   * @param bucket its address, without a slash at the end
   * @param clock the one that S3 goes by; the time of a test is none
   */
  public S3MediaStore(URI bucket, String region, AwsCredentialsProvider credentials, Lives lives, Clock clock) {
    this.bucket = bucket;
    this.region = region;
    this.credentials = credentials;
    this.lives = lives;
    this.clock = clock;
  }

  /**
   * The bucket {@code MEDIA_BUCKET} at {@code MEDIA_ENDPOINT}, or below the SDK's own variable for S3 if that names an
   * address, which is not the bucket's alone.
   */
  public static S3MediaStore of(Environment environment) {
    URI address = environment.has("AWS_ENDPOINT_URL_S3")
        ? URI.create(environment.required("AWS_ENDPOINT_URL_S3") + "/" + environment.required("MEDIA_BUCKET"))
        : URI.create(environment.required("MEDIA_ENDPOINT"));
    return new S3MediaStore(address, environment.required("AWS_REGION"), DefaultCredentialsProvider.builder().build(),
        Lives.USUAL, Clock.systemUTC());
  }

  /** What is signed has to be sent: S3 compares length and hash with the body, and looks whether the key is free. */
  @Override
  public Upload upload(FileId file, Chunk chunk) {
    var headers = new LinkedHashMap<String, String>();
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    headers.put("If-None-Match", "*");
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
    headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(chunk.sha256().toArray()));
    var request = request(SdkHttpMethod.PUT, file, chunk.index()).putHeader("Content-Length",
        Integer.toString(chunk.length()));
    headers.forEach(request::putHeader);
    Signed signed = sign(request, lives.upload());
    return new Upload(chunk.index(), signed.url(), headers, signed.expiresAt());
  }

  /** Whatever its uploader said it were, a browser that opens the address saves it and runs nothing. */
  @Override
  public Download download(FileId file, int index) {
    Signed signed = sign(request(SdkHttpMethod.GET, file, index)
        .putRawQueryParameter("response-cache-control", "no-store")
        .putRawQueryParameter("response-content-disposition", "attachment")
        .putRawQueryParameter("response-content-type", "application/octet-stream"), lives.download());
    return new Download(index, signed.url(), signed.expiresAt());
  }

  private SdkHttpRequest.Builder request(SdkHttpMethod method, FileId file, int index) {
    return SdkHttpRequest.builder().method(method)
        .uri(URI.create(bucket + "/" + file.conversation() + "/" + file.media() + "/" + index));
  }

  private record Signed(URI url, Instant expiresAt) {}

  private Signed sign(SdkHttpRequest.Builder request, Duration life) {
    AwsCredentials identity = credentials.resolveCredentials();
    var signed = SIGNER.sign(sign -> sign.identity(identity).request(request.build())
        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3").putProperty(AwsV4HttpSigner.REGION_NAME, region)
        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, life)
        // The hash of the body is a header of its own; S3's paths are signed as they are.
        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false).putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
        .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(life);
    // An address ends with the credentials that signed it.
    return new Signed(signed.request().getUri(), identity.expirationTime().filter(end::isAfter).orElse(end));
  }
}
