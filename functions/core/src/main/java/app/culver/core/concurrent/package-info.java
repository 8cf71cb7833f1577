/**
 * Work side by side and waiting between attempts. Rule: blocking code on virtual threads; whatever waits is injected, so
 * that tests do not.
 */
package app.culver.core.concurrent;
