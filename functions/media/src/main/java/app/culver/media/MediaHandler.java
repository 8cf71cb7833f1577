package app.culver.media;

import app.culver.aws.gateway.Gateway;
import app.culver.aws.gateway.HttpAnswer;
import app.culver.aws.gateway.HttpRequest;
import app.culver.aws.gateway.HttpRoutes;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Priming;
import app.culver.aws.token.Authentication;
import app.culver.core.device.Caller;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.MediaId;
import app.culver.core.media.Download;
import app.culver.core.media.DownloadRequest;
import app.culver.core.media.PreparingTransfers;
import app.culver.core.media.Upload;
import app.culver.core.media.UploadRequest;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Addresses of chunks by HTTP. */
public final class MediaHandler implements RequestStreamHandler {
  private static final String UPLOADS = "POST /v1/conversations/{conversation}/media/{media}/uploads";
  private static final String DOWNLOADS = "POST /v1/conversations/{conversation}/media/{media}/downloads";

  private final Authentication authentication;
  private final PreparingTransfers preparing;
  private final Gateway gateway = Gateway
      .of(new HttpRoutes().on(UPLOADS, this::uploads).on(DOWNLOADS, this::downloads));
  private final Priming priming;

  public MediaHandler() {
    this(Environment.ofProcess());
  }

  private MediaHandler(Environment environment) {
    this(Ports.of(environment, new AwsClients(environment)));
  }

  MediaHandler(Ports ports) {
    this.authentication = ports.authentication();
    this.preparing = ports.preparing();
    this.priming = Priming.register(() -> {
      ports.prime();
      gateway.rehearse(UPLOADS);
    });
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    gateway.handle(in, out, context);
  }

  private record Uploads(List<Upload> uploads) {}

  private HttpAnswer uploads(HttpRequest request) {
    Caller caller = authentication.caller(request);
    return HttpAnswer.ok(new Uploads(preparing.uploads(caller, request.path("conversation", ConversationId::new),
        request.path("media", MediaId::new), request.body(UploadRequest.class))));
  }

  private record Downloads(List<Download> downloads) {}

  private HttpAnswer downloads(HttpRequest request) {
    Caller caller = authentication.caller(request);
    return HttpAnswer.ok(new Downloads(preparing.downloads(caller,
        request.path("conversation", ConversationId::new), request.path("media", MediaId::new),
        request.body(DownloadRequest.class))));
  }
}
