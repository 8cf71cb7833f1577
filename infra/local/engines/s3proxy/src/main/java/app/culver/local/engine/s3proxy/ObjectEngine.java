package app.culver.local.engine.s3proxy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** One S3Proxy with its own buckets. */
public final class ObjectEngine implements AutoCloseable, Supplier<URI> {
  private final S3Proxy proxy;
  private final URI endpoint;

  /**
   * Starts an engine.
   *
   * @param settings {@code port}, 0 or absent for any free one; {@code accessKeyId} and {@code secretAccessKey}, which
   *     requests are signed by; {@code buckets}, separated by commas; {@code folder}, an existing folder to keep objects
   *     in, absent for memory; {@code origins}, {@code methods}, {@code headers}, {@code exposed}, separated by commas,
   *     what browsers may do, absent for nothing
   * @throws Exception if the port is taken or the folder cannot be used
   */
  public ObjectEngine(Map<String, String> settings) throws Exception {
    BlobStore store = settings.containsKey("folder")
        ? new FilesystemNio2BlobStore(settings.get("folder"))
        : new TransientNio2BlobStore();
    list(settings, "buckets").stream().filter(bucket -> !store.containerExists(bucket)).forEach(store::createContainer);
    proxy = S3Proxy.builder().blobStore(store)
        .endpoint(URI.create("http://127.0.0.1:" + settings.getOrDefault("port", "0")))
        .awsAuthentication(AuthenticationType.AWS_V4, settings.get("accessKeyId"), settings.get("secretAccessKey"))
        .corsRules(settings.containsKey("origins")
            ? new CrossOriginResourceSharing(list(settings, "origins"), list(settings, "methods"),
                list(settings, "headers"), list(settings, "exposed"), "")
            : CrossOriginResourceSharing.disabled())
        // What the SDK sends beside what S3Proxy knows.
        .ignoreUnknownHeaders(true).build();
    Preflights.before(proxy);
    proxy.start();
    endpoint = URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  private static List<String> list(Map<String, String> settings, String name) {
    var value = settings.getOrDefault(name, "");
    return value.isEmpty() ? List.of() : List.of(value.split(","));
  }

  /** Where it answers. */
  @Override
  public URI get() {
    return endpoint;
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("S3Proxy did not stop", failure);
    }
  }
}
