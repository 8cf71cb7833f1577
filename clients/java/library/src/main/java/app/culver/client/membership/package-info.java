/**
 * Who the members of a group are, as this device has seen it. Rules (contract/README.md, "Groups" and "Trust"): a list
 * of members changes by signed entries alone, each made over the one before it by someone who was allowed to; what the
 * server says stands in for a list only as long as there is no better one, and is marked as such. No input or output.
 */
package app.culver.client.membership;
