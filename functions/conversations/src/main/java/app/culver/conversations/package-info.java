/** Creates, lists and reads conversations, changes who is in them, and keeps who blocks whom. */
package app.culver.conversations;
