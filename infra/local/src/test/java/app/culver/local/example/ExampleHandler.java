package app.culver.local.example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.crac.Core;
import org.crac.Resource;

/** A function for the tests: the event is a word and an argument, the answer is text. Tests run it from a zip. */
public final class ExampleHandler implements RequestStreamHandler, Resource {
  private static int made;

  private final Function<String, String> environment = System::getenv;
  private final StringBuilder hooks = new StringBuilder();
  private int calls;

  public ExampleHandler() {
    made++;
    if (System.getenv("FAIL_TO_START") != null) {
      throw new IllegalStateException("told not to start");
    }
    Core.getGlobalContext().register(this);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
    calls++;
    var words = new String(event.readAllBytes(), StandardCharsets.UTF_8).split(" ", 2);
    answer.write(run(words[0], words.length > 1 ? words[1] : "", context).getBytes(StandardCharsets.UTF_8));
  }

  private String run(String word, String argument, Context context) throws IOException {
    return switch (word) {
      case "environment" -> environment.apply(argument) + " " + System.getenv().get(argument);
      case "print" -> {
        System.out.println(argument);
        System.err.printf("%s%n", argument);
        context.getLogger().log(argument);
        yield "";
      }
      case "printElsewhere" -> {
        var thread = Thread.ofVirtual().start(() -> System.out.println(argument));
        while (thread.isAlive()) {
          LockSupport.parkNanos(1_000);
        }
        yield "";
      }
      case "time" -> ServiceLoader.load(InstantSource.class).findFirst().orElseThrow().instant().toString();
      case "hang" -> {
        while (!Thread.interrupted()) {
          LockSupport.park();
        }
        throw new IllegalStateException("interrupted");
      }
      case "fail" -> throw new UnsupportedOperationException(argument);
      case "counts" -> made + " " + calls;
      case "hooks" -> hooks.toString();
      case "context" -> context.getFunctionName() + " " + context.getInvokedFunctionArn() + " "
          + context.getMemoryLimitInMB() + " " + (context.getRemainingTimeInMillis() > 0);
      case "get" -> get(argument);
      case "fill" -> "x".repeat(Integer.parseInt(argument));
      case "visible" -> visible(argument);
      default -> word;
    };
  }

  private static String get(String address) throws IOException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  private static String visible(String className) {
    try {
      return Class.forName(className).getName();
    } catch (ClassNotFoundException absent) {
      return "none";
    }
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    hooks.append("before ");
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    hooks.append("after");
  }
}
