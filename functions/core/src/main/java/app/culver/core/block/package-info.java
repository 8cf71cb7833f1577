/**
 * Blocking. Rule: whoever is blocked cannot tell: what they are answered and shown is what they would be if the other were
 * away.
 */
package app.culver.core.block;
