/**
 * Who is signed in, and the tokens that prove it. Rules: a new token is on disk before it is used; however many calls
 * wait for one, it is renewed once; a session that the server has ended is ended here, and nothing else is lost by it.
 */
package app.culver.client.session;
