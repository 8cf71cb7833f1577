package app.culver.local.gateway.socket;

import app.culver.local.server.QueryParameters;
import app.culver.local.server.WebRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies the signature of a request to {@code execute-api} in its {@code Authorization} header.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed AWS API request</a>
 */
public final class SignatureV4 {
  private static final Pattern HEADER = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/"
      + "execute-api/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX")
      .withZone(ZoneOffset.UTC);
  private static final Duration MAX_SKEW = Duration.ofMinutes(5);

  private final String accessKeyId;
  private final String secretAccessKey;
  private final String region;
  private final InstantSource clock;

  /** @param clock the one that clients sign by: the AWS SDK always takes the system's */
  public SignatureV4(String accessKeyId, String secretAccessKey, String region, InstantSource clock) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.region = region;
    this.clock = clock;
  }

  /** Why a request is refused, in AWS's words. */
  record Refusal(String type, String message) {}

  /** Empty if the request is rightly signed. */
  Optional<Refusal> refusal(WebRequest request) {
    var matcher = HEADER.matcher(request.header("Authorization").orElse(""));
    var date = request.header("X-Amz-Date").orElse("");
    if (!matcher.matches() || !date.startsWith(matcher.group(2))) {
      return Optional.of(new Refusal("MissingAuthenticationTokenException", "Missing Authentication Token"));
    }
    if (!matcher.group(1).equals(accessKeyId)) {
      return Optional.of(new Refusal("UnrecognizedClientException", "The security token included is invalid."));
    }
    if (!isFresh(date)) {
      return Optional.of(new Refusal("InvalidSignatureException", "Signature expired"));
    }
    var scope = matcher.group(2) + "/" + region + "/execute-api/aws4_request";
    var canonical = hex(sha256(canonical(request, matcher.group(4)).getBytes(StandardCharsets.UTF_8)));
    var signature = hmac(key(matcher.group(2)), "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + canonical);
    return MessageDigest.isEqual(signature, HexFormat.of().parseHex(matcher.group(5)))
        ? Optional.empty()
        : Optional.of(new Refusal("InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided."));
  }

  private boolean isFresh(String date) {
    try {
      return Duration.between(DATE.parse(date, Instant::from), clock.instant()).abs().compareTo(MAX_SKEW) <= 0;
    } catch (DateTimeParseException malformed) {
      return false;
    }
  }

  private byte[] key(String date) {
    var day = hmac(("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8), date);
    return hmac(hmac(hmac(day, region), "execute-api"), "aws4_request");
  }

  private static String canonical(WebRequest request, String signedHeaders) {
    var headers = Arrays.stream(signedHeaders.split(";"))
        .map(name -> name + ":" + request.header(name).orElse("").strip().replaceAll(" +", " ") + "\n")
        .collect(Collectors.joining());
    var payload = request.header("X-Amz-Content-Sha256").filter("UNSIGNED-PAYLOAD"::equals)
        .orElseGet(() -> hex(sha256(request.body())));
    // Outside S3 each segment of the path is encoded a second time.
    var path = Arrays.stream(request.path().split("/", -1)).map(SignatureV4::encode).collect(Collectors.joining("/"));
    return String.join("\n",
        List.of(request.method(), path, query(request), headers, signedHeaders, payload));
  }

  private static String query(WebRequest request) {
    return QueryParameters.of(request.query()).stream().map(one -> encode(one.name()) + "=" + encode(one.value()))
        .sorted().collect(Collectors.joining("&"));
  }

  private static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
