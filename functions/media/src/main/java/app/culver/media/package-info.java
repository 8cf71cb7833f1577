/** The function that gives members of a conversation addresses in the store of its files. */
package app.culver.media;
