package app.culver.client.profile;

import app.culver.client.crypto.MediaChunks;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** The store of files as the contract describes it, in memory: each address takes one chunk, once. */
final class ModelStore {
  private static final ContractSchemas SCHEMAS = ContractSchemas.SHARED;

  /** The chunks that are there, by path. */
  final Map<String, byte[]> chunks = new HashMap<>();
  /** What was put, each time. */
  final List<Put> puts = new ArrayList<>();
  /** How many times addresses to put to were given out; each has addresses of its own, as signed ones are. */
  int grants;
  private final Map<String, ObjectNode> announced = new HashMap<>();

  /** @param grant the giving out of addresses that its own is of */
  record Put(String path, int grant) {}

  /** What it answers; empty if that is not its business. */
  Optional<MockResponse> answer(RecordedRequest request, String base) {
    var path = request.getUrl().encodedPath();
    if (path.startsWith("/store/")) {
      return Optional.of(request.getMethod().equals("PUT") ? put(path, request) : get(path));
    }
    if (!path.matches("/v1/conversations/[^/]+/media/[^/]+/(uploads|downloads)")) {
      return Optional.empty();
    }
    var parts = path.split("/");
    var file = "/store/" + parts[3] + "/" + parts[5] + "/";
    var body = Json.parse(request.getBody().toByteArray());
    return Optional.of(json(parts[6].equals("uploads") ? uploads(file, body, base) : downloads(file, body, base)));
  }

  private ObjectNode uploads(String file, ObjectNode body, String base) {
    SCHEMAS.check("media-upload-request", body);
    grants++;
    var answer = Json.object();
    var uploads = answer.putArray("uploads");
    body.get("chunks").forEach(chunk -> {
      var path = file + chunk.get("index").asInt();
      announced.put(path, (ObjectNode) chunk);
      uploads.addObject().put("index", chunk.get("index").asInt()).put("url", base + path + "?grant=" + grants)
          .put("expiresAt", 1).putObject("headers").put("If-None-Match", "*")
          .put("x-amz-checksum-sha256", chunk.get("sha256").asText());
    });
    return answer;
  }

  private ObjectNode downloads(String file, ObjectNode body, String base) {
    SCHEMAS.check("media-download-request", body);
    var answer = Json.object();
    var downloads = answer.putArray("downloads");
    for (var index = body.get("from").asInt(); downloads.size() < body.get("count").asInt(); index++) {
      downloads.addObject().put("index", index).put("url", base + file + index).put("expiresAt", 1);
    }
    return answer;
  }

  private MockResponse put(String path, RecordedRequest request) {
    puts.add(new Put(path, Integer.parseInt(request.getUrl().queryParameter("grant"))));
    var bytes = request.getBody().toByteArray();
    var chunk = announced.get(path);
    var hash = chunk.get("sha256").asText();
    if (bytes.length != chunk.get("length").asInt() || !hash.equals(sha256(bytes))
        || !"*".equals(request.getHeaders().get("If-None-Match"))
        || !hash.equals(request.getHeaders().get("x-amz-checksum-sha256"))
        || request.getHeaders().get("Authorization") != null || request.getHeaders().get("Content-Type") != null
        || bytes.length > MediaChunks.MAX_CHUNK + 16) {
      return status(403);
    }
    return status(chunks.putIfAbsent(path, bytes) == null ? 200 : 412);
  }

  private MockResponse get(String path) {
    var bytes = chunks.get(path);
    return bytes == null
        ? status(404)
        : new MockResponse.Builder().code(200).body(new Buffer().write(bytes)).build();
  }

  static MockResponse status(int status) {
    return new MockResponse.Builder().code(status).build();
  }

  private static MockResponse json(ObjectNode body) {
    return new MockResponse.Builder().code(200).body(Json.write(body)).build();
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
