package app.culver.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.local.clock.CloudClock;
import app.culver.local.example.ExampleHandler;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.Functions.Invocation.Failed;
import app.culver.local.gateway.Functions.Invocation.Returned;
import app.culver.local.template.Template;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalFunctionsTest implements FunctionListener {
  private static final String TEMPLATE = """
      Globals: {Function: {Handler: app.culver.local.example.ExampleHandler, CodeUri: example.zip, Timeout: 20,
                           Runtime: java25, SnapStart: {ApplyOn: PublishedVersions}}}
      Resources:
        One: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables: {NAME: one}}}}
        Other: {Type: AWS::Serverless::Function, Properties: {MemorySize: 512, Environment: {Variables: {NAME: other}}}}
        Slow: {Type: AWS::Serverless::Function, Properties: {Timeout: 1}}
        Broken: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables: {FAIL_TO_START: "1"}}}}
        Missing: {Type: AWS::Serverless::Function, Properties: {CodeUri: none.zip}}
      """;

  @TempDir static Path folder;

  private final CloudClock clock = CloudClock.manual(Instant.parse("2026-01-02T03:04:05Z"));
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();
  private LocalFunctions functions;

  @BeforeEach
  void deploy() throws IOException {
    var zip = folder.resolve("example.zip");
    if (!Files.exists(zip)) {
      Zips.write(zip, ExampleHandler.class, Core.class);
    }
    var template = Template.read(Files.writeString(folder.resolve("template.yaml"), TEMPLATE));
    functions = new LocalFunctions(template, Map.of("SHARED", "everywhere"), clock, this);
  }

  @AfterEach
  void end() {
    functions.close();
  }

  @Test
  void eachFunctionHasItsOwnEnvironment() {
    assertThat(call("One", "environment NAME")).isEqualTo("one one");
    assertThat(call("Other", "environment NAME")).isEqualTo("other other");
    assertThat(call("Other", "environment SHARED")).isEqualTo("everywhere everywhere");
    assertThat(call("One", "environment AWS_LAMBDA_FUNCTION_NAME")).isEqualTo("local-One local-One");
    assertThat(call("One", "environment PATH")).isEqualTo("null null");
  }

  @Test
  void theSdkWouldNameTheInstanceInItsRequests() {
    assertThat(call("One", "environment AWS_SDK_UA_APP_ID")).isEqualTo("One-1 One-1");
  }

  @Test
  void nothingOfTheLocalCloudIsVisible() {
    assertThat(call("One", "visible " + Template.class.getName())).isEqualTo("none");
    assertThat(call("One", "visible com.fasterxml.jackson.databind.ObjectMapper")).isEqualTo("none");
  }

  @Test
  void linesCarryTheNameOfTheirInstance() {
    call("One", "print hello");
    call("One", "printElsewhere hello");
    assertThat(lines).containsExactly("One-1 hello", "One-1 hello", "One-1 hello", "One-1 hello");
  }

  @Test
  void functionsSeeTheLocalClock() {
    clock.advance(Duration.ofDays(30));
    assertThat(call("One", "time")).isEqualTo("2026-02-01T03:04:05Z");
  }

  @Test
  void clocksOfInstancesMayDisagree() {
    functions.skew(instance -> Duration.ofSeconds(instance.startsWith("One") ? 2 : -3));

    assertThat(call("One", "time")).isEqualTo("2026-01-02T03:04:07Z");
    assertThat(call("Other", "time")).isEqualTo("2026-01-02T03:04:02Z");
  }

  @Test
  void hooksOfSnapStartRunAroundTheMakingOfEachInstance() throws Exception {
    var hanging = hang("One");
    assertThat(call("One", "hooks")).isEqualTo("before after");
    functions.kill("One-1");
    hanging.get();
  }

  @Test
  void anInstanceIsUsedAgainWhenItIsFree() {
    assertThat(call("One", "counts")).isEqualTo("1 1");
    assertThat(call("One", "counts")).isEqualTo("1 2");
  }

  @Test
  void eachConcurrentInvocationHasAnInstanceOfItsOwnAndSharesStatics() throws Exception {
    var hanging = hang("One");
    assertThat(call("One", "counts")).isEqualTo("2 1");
    functions.kill("One-1");
    hanging.get();
    assertThat(call("Other", "counts")).isEqualTo("1 1");
  }

  @Test
  void theContextTellsWhatTheTemplateSays() {
    assertThat(call("Other", "context"))
        .isEqualTo("local-Other arn:aws:lambda:eu-central-1:000000000000:function:local-Other:live 512 true");
  }

  @Test
  void whatAHandlerThrowsIsTheAnswerAndTheInstanceLives() {
    assertThat(invoke("One", "fail oh")).isEqualTo(new Failed("java.lang.UnsupportedOperationException", "oh"));
    assertThat(lines).first().isEqualTo("One-1 java.lang.UnsupportedOperationException: oh");
    assertThat(call("One", "counts")).isEqualTo("1 2");
  }

  @Test
  void aTimedOutInstanceIsDeadAndNeverUsedAgain() {
    assertThat(invoke("Slow", "hang")).isInstanceOfSatisfying(Failed.class, failed -> {
      assertThat(failed.type()).isEqualTo("Sandbox.Timedout");
      assertThat(failed.message()).endsWith("Task timed out after 1.00 seconds");
    });
    assertThat(functions.isDead("Slow-1")).isTrue();
    assertThat(call("Slow", "counts")).isEqualTo("2 1");
  }

  @Test
  void theAnswerOfAKilledInstanceIsDropped() throws Exception {
    var hanging = hang("One");
    assertThat(functions.kill("One-1")).isTrue();
    assertThat(hanging.get()).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.type()).isEqualTo("Runtime.ExitError"));
    assertThat(functions.kill("One-1")).isFalse();
    assertThat(functions.isDead("One-1")).isTrue();
  }

  @Test
  void aFunctionThatDoesNotStartSaysWhy() {
    assertThat(invoke("Broken", "hello"))
        .isEqualTo(new Failed("java.lang.IllegalStateException", "told not to start"));
    assertThat(events).containsExactly("startFailed java.lang.IllegalStateException: told not to start");
    assertThatThrownBy(() -> functions.warm("Broken")).hasMessageContaining("told not to start");
    assertThat(invoke("Missing", "hello")).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.message()).contains("none.zip is missing or not whole", "mvn package"));
  }

  @Test
  void anAnswerAboveTheLimitIsAnError() {
    assertThat(invoke("One", "fill 6291457")).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.type()).isEqualTo("Function.ResponseSizeTooLarge"));
  }

  @Test
  void aNewZipIsRunWithoutRestartAndABrokenOneIsPassedOver() throws IOException {
    var zip = folder.resolve("example.zip");
    assertThat(call("One", "counts")).isEqualTo("1 1");
    var whole = Files.readAllBytes(zip);
    var written = Files.getLastModifiedTime(zip).toInstant();
    Files.write(zip, new byte[]{'P', 'K', 3});
    Files.setLastModifiedTime(zip, FileTime.from(written.plusSeconds(10)));
    assertThat(call("One", "counts")).isEqualTo("1 2");
    Files.write(zip, whole);
    Files.setLastModifiedTime(zip, FileTime.from(written.plusSeconds(20)));
    assertThat(call("One", "counts")).isEqualTo("1 1");
    assertThat(events).contains("reloaded One");
  }

  /** The instance's own thread may have the last answer in its hands for a moment longer. */
  @Test
  @Timeout(20)
  void anInstanceKeepsNoAnswers() {
    var answers = IntStream.range(0, 3).mapToObj(_ -> new WeakReference<>(invoke("One", "fill 100"))).toList();
    do {
      System.gc();
    } while (answers.stream().anyMatch(answer -> answer.get() != null));
  }

  @Test
  void invocationsAreSeenByTheListener() {
    call("One", "counts");
    assertThat(events).containsExactly("started One-1", "ended One-1 counts");
  }

  private CompletableFuture<Invocation> hang(String function) throws InterruptedException {
    var answer = CompletableFuture.supplyAsync(() -> invoke(function, "hang"));
    runs.take();
    return answer;
  }

  private String call(String function, String event) {
    return new String(((Returned) invoke(function, event)).payload(), StandardCharsets.UTF_8);
  }

  private Invocation invoke(String function, String event) {
    return functions.invoke(function, event.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void started(String function, String instance, Duration took) {
    events.add("started " + instance);
  }

  @Override
  public void startFailed(String function, String message, Throwable cause) {
    events.add("startFailed " + message);
  }

  @Override
  public void invoked(Run run) {
    runs.add(run);
  }

  @Override
  public void ended(Run run, Invocation outcome, Duration took) {
    events.add("ended " + run.instance() + " " + new String(run.event(), StandardCharsets.UTF_8));
  }

  @Override
  public void printed(String function, String instance, String line) {
    lines.add(instance + " " + line);
  }

  @Override
  public void reloaded(String function) {
    events.add("reloaded " + function);
  }
}
