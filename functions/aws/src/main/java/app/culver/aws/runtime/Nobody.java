package app.culver.aws.runtime;

import app.culver.core.device.ConnectionId;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import app.culver.core.identifier.MediaId;

/** What priming asks for: well-formed names that nothing has, so that each way is gone to its end and finds nothing. */
public final class Nobody {
  private static final byte[] ZEROS = new byte[Identifier.BYTES];

  public static final AccountId ACCOUNT = AccountId.of(ZEROS);
  public static final DeviceId DEVICE = DeviceId.of(ZEROS);
  public static final ConversationId CONVERSATION = ConversationId.of(ZEROS);
  public static final MediaId MEDIA = MediaId.of(ZEROS);

  /** In the gateway's form: any other would be a bad request, and an error in the log. */
  public static final ConnectionId CONNECTION = new ConnectionId("AAAAAAAAAAAAAAA=");

  private Nobody() {}
}
