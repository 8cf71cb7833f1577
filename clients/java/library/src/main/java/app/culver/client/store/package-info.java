/**
 * What a profile keeps on disk: one encrypted journal of changes, and the lock that one process at a time holds. Rules:
 * a change is on disk when the method that makes it returns; a change is whole or not there; after a crash at any point
 * the journal opens with everything that was returned. No database, because SQLite's drivers differ between desktop and
 * Android; all that is needed is a map that survives.
 *
 * <pre>
 * key                          value
 * profile                      {issuer}: which deployment the profile belongs to
 * session                      {account, device, accessToken, accessTokenExpiresAt, refreshToken,
 *                              refreshTokenExpiresAt, usableUntil}; absent while signed out
 * self                         {account, device, profileKey?, profileKeyTime?, profileChanged?, deviceName?, readReceipts?,
 *                              typing?, judged?}
 * epoch                        {logEpoch}
 * account/ACCOUNT              {handle?, profileKey?, name?, verified?, devices?, picture?, lookedAt?}
 * conversation/CONVERSATION    {members, createdAt}
 * members/CONVERSATION         {begun, proven?, claimed?, seen, addedBy?, ended?, endedBy?}: of a group
 * title/CONVERSATION           {is, title, picture?, seq?}: what a group is called, and the entry that said so
 * creating/CONVERSATION        {title, picture?, request}: a group that is not known to be created yet
 * blocks                       {accounts}: whom the account blocked when it was last asked for
 * progress/CONVERSATION        {cursor, order, delivered, read, readOrder}
 * receipt/CONVERSATION/ACCOUNT {delivered, read}
 * line/CONVERSATION/ORDER      {order, id?, epoch, seq?, sender, device?, time, content, reached}: the history
 * reaction/CONVERSATION/ORDER/ACCOUNT {emoji}: what an account makes of a line
 * lifetime/CONVERSATION        {seconds?, seq?}: how long messages live that are written now, and the entry that said so
 * heard/CONVERSATION           {number, said}: what another own device said of a conversation that is not known yet
 * mortal/CONVERSATION/ORDER    {seconds, end?}: a line that is to vanish
 * upload/MEDIA                 {conversation, media, chunks}: a file that is not in the store yet, and lies encrypted beside
 *                              the journal, in the folder {@code files}
 * outbox/CONVERSATION/NUMBER   {number, id, text?, content?, title?, picture?, written, since?, envelope?, profileMark?, unsure, seq?, time?,
 *                              failure?}: a message that is not in the history yet
 * profileSent/CONVERSATION     {mark}: the profile key that was told last, to which devices, and since which change of the profile
 * </pre>
 */
package app.culver.client.store;
