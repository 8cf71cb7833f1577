/**
 * The forms of the wire that are not those of the domain. Rule: a record here has the members of its schema in
 * {@code contract/schemas}, in their order, and decides nothing.
 */
package app.culver.aws.wire;
