package app.culver.core.conversation;

import java.time.Instant;

/**
 * A position that the log has reached for certain, and when. It follows the log by seconds or minutes and stays when the
 * entries expire, so that no position is ever given out twice.
 */
public record Head(long seq, Instant time) {}
