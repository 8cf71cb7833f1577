/**
 * Lets things go wrong while people talk, and asks the {@link app.culver.acceptance.history.History} whether that was to be
 * seen. What goes wrong follows from a plan alone: a failure names its plan, and the same plan lets the same things fail
 * again. Many conversations run side by side in the one cloud; each is disturbed by its own plan, a batch that several
 * share by that of its first record.
 *
 * <pre>
 * calls of functions        killed before or after, answered with an error, answer lost, late
 * posts to sockets          410 (done or not), 429, 500, no answer in time, for a share of the devices
 * batches of queue, stream  repeated, reordered, partly failed, answer lost
 * pushes                    429 and 503 with Retry-After, UNREGISTERED, no answer
 * sockets                   dropped in the midst, their end not told
 * clocks                    of devices off by minutes and days, of instances by up to two seconds
 * </pre>
 */
package app.culver.acceptance.chaos;
