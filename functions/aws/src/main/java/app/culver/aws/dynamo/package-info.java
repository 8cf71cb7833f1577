/**
 * What DynamoDB keeps of accounts. Rule: an adapter holds one port, its reads are strongly consistent, what has expired
 * is not there whether or not it was deleted yet, and a lost race (a failed condition, a conflict of transactions) is a
 * result and not an exception.
 *
 * <pre>
 * Accounts      account (S)     item (S)
 *               AccountId       "account"        handle?  profile? B  phone  createdAt ms  deviceVersion
 *                               "device#" + id   signingKey B  sealingKey B  name? B  addedAt ms  expires s (TTL)
 *                                                session?  sessionStartedAt? ms  presented? B  successor? B
 *                                                connection?  connectedAt? ms
 * Identifiers   identifier (S)
 *               "phone#" + MAC | "handle#" + handle      account
 * </pre>
 */
package app.culver.aws.dynamo;
