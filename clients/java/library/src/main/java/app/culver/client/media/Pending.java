package app.culver.client.media;

import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MediaId;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A file that is not in the store yet, or not all of it.
 *
 * @param lengths of the encrypted chunks
 * @param hashes of the encrypted chunks, in base64
 * @param done those that are in the store
 */
record Pending(ConversationId conversation, MediaId media, List<Integer> lengths, List<String> hashes, BitSet done) {

  /** Where a chunk begins in the encrypted file. */
  long offset(int index) {
    return lengths.subList(0, index).stream().mapToLong(Integer::longValue).sum();
  }

  /** The first chunks that are missing. */
  List<Integer> missing(int most) {
    return IntStream.range(0, lengths.size()).filter(index -> !done.get(index)).limit(most).boxed().toList();
  }

  boolean isDone() {
    return done.cardinality() == lengths.size();
  }

  ObjectNode write() {
    var json = Json.object().put("conversation", conversation.value()).put("media", media.value());
    var array = json.putArray("chunks");
    for (var index = 0; index < lengths.size(); index++) {
      array.addObject().put("length", lengths.get(index)).put("sha256", hashes.get(index)).put("done", done.get(index));
    }
    return json;
  }

  static Pending read(ObjectNode json) {
    var lengths = new ArrayList<Integer>();
    var hashes = new ArrayList<String>();
    var done = new BitSet();
    Json.list(json, "chunks", chunk -> {
      done.set(lengths.size(), Json.truth(chunk, "done"));
      hashes.add(Json.text(chunk, "sha256"));
      return lengths.add((int) Json.integer(chunk, "length"));
    });
    return new Pending(Json.as(json, "conversation", ConversationId::new), Json.as(json, "media", MediaId::new),
        List.copyOf(lengths), List.copyOf(hashes), done);
  }
}
