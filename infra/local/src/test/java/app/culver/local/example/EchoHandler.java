package app.culver.local.example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ServiceLoader;

/** A function for the tests: whatever the event, it answers with what it finds around it. */
public final class EchoHandler implements RequestStreamHandler {

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
    event.readAllBytes();
    var time = ServiceLoader.load(InstantSource.class).findFirst().orElseThrow().instant();
    var body = String.join(" ", context.getFunctionName(), System.getenv("TABLE"), time.toString(),
        System.getenv("AWS_ENDPOINT_URL_DYNAMODB"), System.getenv("AWS_ENDPOINT_URL_KMS"),
        System.getenv("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"), System.getenv("FIREBASE_AUTH_EMULATOR_HOST"),
        System.getenv("FCM_ENDPOINT"));
    answer.write(("{\"statusCode\":200,\"body\":\"" + body + "\"}").getBytes(StandardCharsets.UTF_8));
  }
}
