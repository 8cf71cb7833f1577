package app.culver.acceptance.support;

import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The store of files, as clients use it: by the addresses that the server gives. */
public final class Store {
  private Store() {}

  /** What the store answered. */
  public record Reply(int status, byte[] body) {}

  /** What is asked for an address to put these bytes to. */
  public static ObjectNode uploadRequest(int index, byte[] bytes) {
    var request = RawDevice.object();
    request.putArray("chunks").addObject().put("index", index).put("length", bytes.length).put("sha256",
        RawDevice.base64(sha256(bytes)));
    return request;
  }

  /** What is asked for an address to get a chunk from. */
  public static ObjectNode downloadRequest(int index) {
    return RawDevice.object().put("from", index).put("count", 1);
  }

  /** A request for an address to put these bytes to, as a chunk of a file. */
  public static Answer askToPut(RawDevice device, ConversationId conversation, String media, int index, byte[] bytes) {
    return device.post("/v1/conversations/" + conversation + "/media/" + media + "/uploads",
        uploadRequest(index, bytes));
  }

  /** A request for an address to get a chunk of a file from. */
  public static Answer askToGet(RawDevice device, ConversationId conversation, String media, int index) {
    return device.post("/v1/conversations/" + conversation + "/media/" + media + "/downloads",
        downloadRequest(index));
  }

  /** The address that was given. */
  public static String url(JsonNode upload) {
    return upload.path("url").asText();
  }

  /** The headers that were given with it. */
  public static Map<String, String> headers(JsonNode upload) {
    var headers = new LinkedHashMap<String, String>();
    upload.path("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return headers;
  }

  public static Reply put(String url, Map<String, String> headers, byte[] bytes) {
    var request = HttpRequest.newBuilder(URI.create(url)).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
    headers.forEach(request::header);
    return send(request);
  }

  public static Reply get(String url) {
    return get(url, Map.of());
  }

  public static Reply get(String url, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(URI.create(url));
    headers.forEach(request::header);
    return send(request);
  }

  /** Asks something else than it was given for. */
  public static Reply ask(String method, String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  /** Each on a connection of its own: the store ends those of requests that it refused before their bodies had come. */
  private static Reply send(HttpRequest.Builder request) {
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(answer.statusCode(), answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Another text in base64 of the same length. */
  public static String otherHash(String base64) {
    var bytes = Base64.getDecoder().decode(base64);
    bytes[0] ^= 1;
    return RawDevice.base64(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
