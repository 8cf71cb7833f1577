/** Creates, lists and reads conversations, and changes who is in them. */
package app.culver.conversations;
