/**
 * What the devices of one account tell each other (see {@code contract/README.md}, "Content", {@code known}): a newer one
 * learns titles, lifetimes and names, which it cannot read any more. Rules: what was told is stored before the entry
 * counts as applied; a device counts as told when what tells it waits in the outbox, and not before.
 */
package app.culver.client.siblings;
