/**
 * Waking devices that are away. Rule: a wake-up says that there is something and nothing else: who, what, where and how
 * many stay with the server, whoever the provider is.
 *
 * <pre>
 * a send -> Wakeable -> PushQueue ... a queue, some seconds ... -> WakingUp -> Pushes, a provider
 * </pre>
 */
package app.culver.core.push;
