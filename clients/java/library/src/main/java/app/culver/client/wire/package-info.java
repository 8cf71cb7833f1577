/**
 * What crosses the wire, as {@code contract/} describes it, and how it is written as JSON. Rule: records and their
 * codec, nothing that decides. Decoding goes through Jackson's tree, because Android's run time has no reflection on
 * records; it ignores members that it does not know and refuses what is missing or malformed.
 */
package app.culver.client.wire;
