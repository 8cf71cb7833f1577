/** What the server gets to know, and what it must not. */
package app.culver.acceptance.privacy;
