package app.culver.aws.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Lies between the SDK and a service: answers in its place, or loses what it answers. */
public final class CannedHttp implements SdkHttpClient {

  /** What becomes of a call; the rest of the way is the real service, if there is one. */
  @FunctionalInterface
  public interface Fault {
    HttpExecuteResponse call(int number, ExecutableHttpRequest onward) throws IOException;
  }

  private final SdkHttpClient service;
  private final String operation;
  private final Fault fault;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * @param service where other operations go to
   * @param operation the DynamoDB operation it concerns; empty for every call
   */
  public CannedHttp(SdkHttpClient service, String operation, Fault fault) {
    this.service = service;
    this.operation = operation;
    this.fault = fault;
  }

  /** A service that answers every call by itself. */
  public static CannedHttp answering(Fault fault) {
    return new CannedHttp(null, "", fault);
  }

  /** An answer with this status and JSON body. */
  public static HttpExecuteResponse answer(int status, String errorType, String body) {
    return HttpExecuteResponse.builder()
        .response(SdkHttpResponse.builder().statusCode(status).putHeader("x-amzn-ErrorType", errorType)
            .putHeader("Content-Type", "application/x-amz-json-1.0").build())
        .responseBody(AbortableInputStream.create(
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  /** How many calls of the operation there were, the SDK's own repetitions included. */
  public int calls() {
    return calls.get();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest onward = service == null ? null : service.prepareRequest(request);
    if (!operation.isEmpty()
        && request.httpRequest().firstMatchingHeader("X-Amz-Target").filter(this::concerned).isEmpty()) {
      return onward;
    }
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return fault.call(calls.incrementAndGet(), onward);
      }

      @Override
      public void abort() {
        if (onward != null) {
          onward.abort();
        }
      }
    };
  }

  private boolean concerned(String target) {
    return target.endsWith("." + operation);
  }

  @Override
  public void close() {
    // The service is the test's own to close.
  }
}
