/**
 * What a profile keeps on disk: one encrypted journal of changes, and the lock that one process at a time holds. Rules:
 * a change is on disk when the method that makes it returns; a change is whole or not there; after a crash at any point
 * the journal opens with everything that was returned. No database, because SQLite's drivers differ between desktop and
 * Android; all that is needed is a map that survives.
 *
 * <pre>
 * key                          value
 * profile                      {issuer}                                   which deployment the profile belongs to
 * session                      {account, device, tokens}                  absent while signed out
 * self                         {profileKey?, profileKeyTime, deviceName?, readReceipts}
 * epoch                        {logEpoch}
 * account/ACCOUNT              {handle?, profileKey?, name?, verified?, devices?}
 * conversation/CONVERSATION    {members, createdAt}
 * progress/CONVERSATION        {cursor, order, delivered, read, readOrder}
 * receipt/CONVERSATION/ACCOUNT {delivered, read}
 * line/CONVERSATION/ORDER      a line of the history
 * outbox/CONVERSATION/NUMBER   a message that is not in the history yet
 * </pre>
 */
package app.culver.client.store;
