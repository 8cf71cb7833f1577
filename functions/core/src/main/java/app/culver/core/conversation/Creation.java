package app.culver.core.conversation;

import app.culver.core.device.Device;
import app.culver.core.log.Entry;
import java.util.List;
import java.util.Optional;

/**
 * A conversation and, if its beginning is to be told, the entry that begins its log.
 *
 * @param created whether this call made it; it may have to be told by another, when the one that made it died before it
 *          told anybody
 * @param audience whom to tell: the members' devices without the calling one
 */
public record Creation(Conversation conversation, boolean created, Optional<Entry> beginning, List<Device> audience) {}
