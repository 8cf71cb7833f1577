package app.culver.core.media;

/** Port to the store of files. It makes addresses and asks the store nothing. */
public interface MediaStore {

  /**
   * An address that takes this chunk of the file, once, for some minutes. A body of another length or hash is refused, and
   * so is a second one, whichever it is; what is there is never replaced.
   */
  Upload upload(FileId file, Chunk chunk);

  /** An address that gives this chunk of the file, for some minutes; whether it is there is not looked up. */
  Download download(FileId file, int index);
}
