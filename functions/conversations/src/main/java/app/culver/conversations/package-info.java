/** Creates, lists and reads conversations. */
package app.culver.conversations;
