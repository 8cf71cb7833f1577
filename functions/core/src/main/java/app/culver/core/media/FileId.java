package app.culver.core.media;

import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.MediaId;

/** Which file: a media id is unique within its conversation. */
public record FileId(ConversationId conversation, MediaId media) {}
