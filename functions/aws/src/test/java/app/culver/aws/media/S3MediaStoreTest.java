package app.culver.aws.media;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.LocalTemplate;
import app.culver.aws.media.S3MediaStore.Lives;
import app.culver.aws.runtime.Environment;
import app.culver.core.Bytes;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.MediaId;
import app.culver.core.media.Chunk;
import app.culver.core.media.Download;
import app.culver.core.media.FileId;
import app.culver.core.media.MediaStore;
import app.culver.core.media.MediaStoreContract;
import app.culver.core.media.Upload;
import app.culver.local.s3.LocalBuckets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** The adapter meets the contract of its port on S3Proxy, which checks signatures, lengths and hashes. */
class S3MediaStoreTest extends MediaStoreContract {
  private static final AwsCredentials CREDENTIALS = AwsBasicCredentials.create("id", "secret");
  private static final FileId FILE = new FileId(ConversationId.of(new byte[16]), MediaId.of(new byte[16]));
  private static final Chunk CHUNK = new Chunk(0, 4112, Bytes.of(new byte[32]));
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static LocalBuckets buckets;
  private static URI bucket;

  @BeforeAll
  static void start() {
    var template = LocalTemplate.read();
    buckets = LocalBuckets.start(template, 0, "id", "secret", Optional.empty());
    bucket = URI.create(buckets.endpoint() + "/" + template.buckets().getFirst().name());
  }

  @AfterAll
  static void stop() {
    buckets.close();
  }

  private static MediaStore store(AwsCredentials credentials, Lives lives, Clock clock) {
    return new S3MediaStore(bucket, "eu-central-1", () -> credentials, lives, clock);
  }

  @Override
  protected MediaStore store() {
    return store(CREDENTIALS, Lives.USUAL, Clock.systemUTC());
  }

  @Override
  protected Instant now() {
    return Instant.now();
  }

  @Override
  protected int put(Upload upload, Map<String, String> headers, byte[] body) throws Exception {
    var request = HttpRequest.newBuilder(upload.url()).PUT(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    // On a connection of its own: after a refusal the store closes the one that it came by, sooner or later.
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }

  @Override
  protected Optional<byte[]> get(Download download) throws Exception {
    var answer = CLIENT.send(HttpRequest.newBuilder(download.url()).build(), BodyHandlers.ofByteArray());
    return Optional.of(answer.body()).filter(_ -> answer.statusCode() == 200);
  }

  private static int status(URI url) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding()).statusCode();
  }

  @Test
  void anAddressIsGoodForItsObjectAlone() throws Exception {
    String url = store().download(FILE, 1).url().toString();

    assertThat(status(URI.create(url))).isEqualTo(404);
    assertThat(status(URI.create(url.replace("/1?", "/2?")))).isEqualTo(403);
    assertThat(status(URI.create(url.replace("X-Amz-Expires=300", "X-Amz-Expires=3000")))).isEqualTo(403);
    assertThat(status(URI.create(url.replace("attachment", "inline")))).isEqualTo(403);
  }

  @Test
  void anAddressEnds() throws Exception {
    assertThat(status(signedAgo(Duration.ofMinutes(4)).download(FILE, 1).url())).isEqualTo(404);
    assertThat(status(signedAgo(Duration.ofMinutes(6)).download(FILE, 1).url())).isEqualTo(403);

    var late = signedAgo(Duration.ofMinutes(16)).upload(FILE, CHUNK);
    assertThat(put(late, late.headers(), new byte[4112])).isEqualTo(403);
  }

  private static MediaStore signedAgo(Duration time) {
    return store(CREDENTIALS, Lives.USUAL, Clock.offset(Clock.systemUTC(), time.negated()));
  }

  @Test
  void whatWasUploadedIsSavedAndNotShown() throws Exception {
    byte[] page = new byte[4112];
    FileId file = new FileId(FILE.conversation(),
        MediaId.of(new byte[]{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    var chunk = new Chunk(0, page.length,
        Bytes.of(MessageDigest.getInstance("SHA-256").digest(page)));
    Upload upload = store().upload(file, chunk);
    var request = HttpRequest.newBuilder(upload.url()).PUT(HttpRequest.BodyPublishers.ofByteArray(page))
        .header("Content-Type", "text/html");
    upload.headers().forEach(request::header);
    assertThat(CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);

    var answer = CLIENT.send(HttpRequest.newBuilder(store().download(file, 0).url()).build(),
        BodyHandlers.discarding());

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.headers().firstValue("Content-Disposition")).hasValue("attachment");
  }

  /** What the local cloud keeps in a folder. */
  @Test
  void whatIsKeptInAFolderIsThereAfterARestartAndStillNotReplaced(@TempDir Path folder) throws Exception {
    byte[] bytes = new byte[4112];
    var chunk = new Chunk(0, bytes.length, Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes)));
    for (int status : new int[]{200, 412}) {
      var template = LocalTemplate.read();
      try (var kept = LocalBuckets.start(template, 0, "id", "secret", Optional.of(folder))) {
        var address = URI.create(kept.endpoint() + "/" + template.buckets().getFirst().name());
        var store = new S3MediaStore(address, "eu-central-1", () -> CREDENTIALS, Lives.USUAL, Clock.systemUTC());
        var upload = store.upload(FILE, chunk);

        assertThat(put(upload, upload.headers(), bytes)).isEqualTo(status);
        assertThat(get(store.download(FILE, 0))).hasValue(bytes);
      }
    }
  }

  @Test
  void anAddressSaysThatItEndsWithTheCredentialsThatSignedIt() {
    Instant now = Instant.parse("2026-11-02T08:00:00Z");
    var soon = AwsSessionCredentials.builder().accessKeyId("id").secretAccessKey("secret").sessionToken("token")
        .expirationTime(now.plusSeconds(120)).build();
    MediaStore store = store(soon, Lives.USUAL, Clock.fixed(now, ZoneOffset.UTC));

    assertThat(store.download(FILE, 0).expiresAt()).isEqualTo(now.plusSeconds(120));
    assertThat(store.upload(FILE, CHUNK).expiresAt()).isEqualTo(now.plusSeconds(120));
    assertThat(store.upload(FILE, CHUNK).url().getQuery()).contains("X-Amz-Security-Token=token");
  }

  @Test
  void theBucketHasAnAddressOfItsOwnUnlessTheSdksVariableNamesOneOfAll() {
    var variables = new HashMap<>(Map.of("MEDIA_BUCKET", "files", "AWS_REGION", "eu-central-1",
        "MEDIA_ENDPOINT", "https://files.s3.eu-central-1.amazonaws.com"));
    System.setProperty("aws.accessKeyId", "id");
    System.setProperty("aws.secretAccessKey", "secret");
    try {
      assertThat(S3MediaStore.of(new Environment(variables::get)).upload(FILE, CHUNK).url().toString())
          .startsWith("https://files.s3.eu-central-1.amazonaws.com/AAAA");
      variables.put("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1");
      assertThat(S3MediaStore.of(new Environment(variables::get)).download(FILE, 0).url().toString())
          .startsWith("http://127.0.0.1:1/files/AAAA");
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }
}
