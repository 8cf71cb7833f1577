/**
 * Decides whether what happened may have happened. Clients note what they sent, were told and saw; when all is quiet, each
 * {@link app.culver.acceptance.history.Rule} looks at the whole {@link app.culver.acceptance.history.History}, in the manner
 * of <a href="https://jepsen.io/consistency">Jepsen</a>: whatever the faults were, the rules hold. Rule of the package: it knows
 * nothing of Culver's code, so that it cannot share its mistakes.
 *
 * <p>Each rule was seen to be broken when what keeps it was broken on purpose, and {@code chaos} was run: by a talk of two
 * under one seed, unless it says otherwise.
 *
 * <pre>
 * rule                 broken on purpose                                          under             reported
 * NOTHING_IS_LOST      DynamoLog takes a lost race for the position for a put     seed 1            28 times, ONE_ORDER
 * NOTHING_LEAKS        Syncing forgets where a former member's log ends           group, seed 1     18 times
 * NOTHING_IS_DOUBLED   Appender looks for no earlier attempt                      killed after put  NO_GAP_NO_REUSE as well
 * ONE_ORDER            the client's Track applies what lies beyond a gap          seed 1            RECEIPTS_ARE_TRUE as well
 * NO_GAP_NO_REUSE      Appender leaves a position out now and then                seed 1            10 times
 * SAME_ANSWER          Appender tells of an earlier attempt the log's last place  seed 1            and five others
 * RECEIPTS_ARE_TRUE    the client's Applier acknowledges one entry more           seed 1            14 times
 * NOTHING_IS_INVENTED  the client gives a message another id at the next attempt  seed 1            80 times
 * EVERYONE_IS_TRIED    Redelivery reaches nobody                                  seed 2            once
 * REMOVED_IS_REMOVED   DeviceRemoval leaves the row of the device                 seed 1            17 times
 * </pre>
 *
 * <p>A wake-up that is dropped when the provider is overloaded is seen by nobody: the net below every send asks again.
 */
package app.culver.acceptance.history;
