package app.culver.client.wire;

/** What arrived is not what the contract describes. The message names the place and does not quote the content. */
public final class MalformedException extends IllegalArgumentException {
  public MalformedException(String message) {
    super(message);
  }
}
