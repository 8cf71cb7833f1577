/**
 * The append-only log of a conversation. Rule: positions are gap-free from 1 and never given out twice; what is in it was
 * accepted under exactly the membership that its {@code change} names.
 */
package app.culver.core.log;
