/**
 * What DynamoDB keeps. Rule: an adapter holds one port, its reads are strongly consistent (but for the one that
 * says it is not), what has expired is not there whether or not it was deleted yet, and a lost race (a failed condition, a conflict of transactions) is a
 * result and not an exception.
 *
 * <pre>
 * Accounts      account (S)     item (S)
 *               AccountId       "account"        handle?  profile? B  phone  createdAt ms  deviceVersion  removedAt? ms
 *                               "device#" + id   signingKey B  sealingKey B  name? B  addedAt ms  expires s (TTL)
 *                                                session?  sessionStartedAt? ms  presented? B  successor? B
 *                                                connection?  connectedAt? ms
 *                                                pushProvider?  pushToken?  pushedUpTo? ms  pushedFor?  pushing? ms
 * Identifiers   identifier (S)
 *               "phone#" + MAC | "handle#" + handle      account
 *               "token#" + SHA-256                       account  device  expires s (TTL)
 * Conversations conversation (S)  item (S)
 *               ConversationId    "conversation"   kind  members {AccountId: {role, joined}}  change  createdAt ms  createdBy
 *                                                  changing? ms: until when those who append hold back
 *                                                  a member that is not to know of it has hidden, too
 *                                 "block#" + account   blocked  since ms  delivered  read: positions
 *                                 "head"           seq  time ms: the last position known to have been taken
 *                                 "receipt#" + account + "#" + device   delivered  read: positions
 * Memberships   account (S)       conversation (S)
 *               AccountId         ConversationId   joined: a position  since ms
 *                                                  left?: a position  expires? s (TTL)
 *                                 "#block#" + ConversationId   blocked  since ms
 * Log           conversation (B)  seq (N)
 *               16 bytes          position         s B sender  d B device  t time ms  c change: a position  expires s (TTL)
 *                                   of a message:    i B id  u suite  e B ciphertext  n? B nonce  r? B recipients  g? B signature  h? B hidden from
 *                                   of a membership: m {type, kind?, members? [B], roles?}  p?: a position  g B signature
 * </pre>
 *
 * A write unit is a started kilobyte, names of attributes included. So names and identifiers in the log are as short as
 * can be: a message for two devices with up to 512 bytes of ciphertext costs one unit.
 */
package app.culver.aws.dynamo;
