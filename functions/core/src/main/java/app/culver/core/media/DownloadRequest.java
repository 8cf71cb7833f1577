package app.culver.core.media;

import app.culver.core.refusal.FaultException;

/**
 * Asks where to get consecutive chunks of one file.
 *
 * @param from the first index
 * @param count how many, from 1 to 25
 */
public record DownloadRequest(int from, int count) {
  /** @throws FaultException if any of them is out of bounds, or the last chunk is */
  public DownloadRequest {
    Chunk.checkIndex("/from", from);
    if (count < 1 || count > UploadRequest.MOST) {
      throw new FaultException("/count", "must be an integer from 1 to " + UploadRequest.MOST);
    }
    if (from + count - 1 > Chunk.LAST) {
      throw new FaultException("/count", "must not go beyond index " + Chunk.LAST);
    }
  }
}
