/**
 * Catching up. Rule: a page is small enough for one frame, has something in it as long as there is anything left, and
 * never has what has expired or what its reader may not see.
 */
package app.culver.core.sync;
