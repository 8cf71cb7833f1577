package app.culver.core.media;

import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.OwnConversation;
import app.culver.core.device.Caller;
import app.culver.core.device.Devices;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.MediaId;
import java.util.List;
import java.util.stream.IntStream;

/** Gives the members of a conversation addresses in the store of its files. Others learn nothing of either. */
public final class PreparingTransfers {
  private final Devices devices;
  private final Conversations conversations;
  private final MediaStore store;

  public PreparingTransfers(Devices devices, Conversations conversations, MediaStore store) {
    this.devices = devices;
    this.conversations = conversations;
    this.store = store;
  }

  /**
   * Where to put each chunk, in their order.
   *
   * @throws app.culver.core.refusal.RefusedException if there is no such conversation for the caller
   */
  public List<Upload> uploads(Caller caller, ConversationId conversation, MediaId media, UploadRequest request) {
    FileId file = file(caller, conversation, media);
    return request.chunks().stream().map(chunk -> store.upload(file, chunk)).toList();
  }

  /**
   * Where to get each chunk, in their order.
   *
   * @throws app.culver.core.refusal.RefusedException if there is no such conversation for the caller
   */
  public List<Download> downloads(Caller caller, ConversationId conversation, MediaId media, DownloadRequest request) {
    FileId file = file(caller, conversation, media);
    return IntStream.range(request.from(), request.from() + request.count())
        .mapToObj(index -> store.download(file, index)).toList();
  }

  private FileId file(Caller caller, ConversationId conversation, MediaId media) {
    return new FileId(OwnConversation.start(devices, conversations, caller, conversation).get().id(), media);
  }
}
