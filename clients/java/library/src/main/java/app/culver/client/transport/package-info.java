/**
 * HTTP: calls to the API, with their problems as types, and the rules of trying again. Rule: nothing here knows what a
 * call is for; a call that is tried again is one that may be made twice ({@code contract/README.md}).
 */
package app.culver.client.transport;
