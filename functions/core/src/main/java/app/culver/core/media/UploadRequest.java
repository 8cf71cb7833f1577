package app.culver.core.media;

import app.culver.core.refusal.FaultException;
import java.util.List;

/** Asks where to put chunks of one file; their indexes ascend. */
public record UploadRequest(List<Chunk> chunks) {
  /** How many chunks a request names at most. */
  public static final int MOST = 25;

  /** @throws FaultException if there are none or too many, or one is out of order or doubled */
  public UploadRequest {
    chunks = List.copyOf(chunks);
    if (chunks.isEmpty() || chunks.size() > MOST) {
      throw new FaultException("/chunks", "must be 1 to " + MOST + " chunks");
    }
    for (int i = 1; i < chunks.size(); i++) {
      if (chunks.get(i - 1).index() >= chunks.get(i).index()) {
        throw new FaultException("/chunks/" + i, "must be in ascending order of the indexes, each once");
      }
    }
  }
}
