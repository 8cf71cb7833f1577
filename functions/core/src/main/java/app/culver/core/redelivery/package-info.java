/**
 * The safety net below a send: whoever has not acknowledged what was accepted is reached once more. Rule: it goes by what
 * is stored, the log and the receipts, and by nothing that a sending invocation might have left undone. What a sending
 * invocation orders, because the group is large, is done in the same way, at once and for those whom the order names.
 *
 * <pre>
 * an entry -> the log's stream ... some seconds ... -> Stretches -> Redelivery -> sockets, PushQueue
 *                                                  \-> those too young: LaterQueue ... some seconds ... -> Redelivery
 * a message to a large group -> OrderQueue -> Redelivery
 * </pre>
 */
package app.culver.core.redelivery;
