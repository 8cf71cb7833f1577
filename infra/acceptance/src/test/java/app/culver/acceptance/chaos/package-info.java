/**
 * Lets things go wrong while people talk, and asks the {@link app.culver.acceptance.history.History} whether that was to be
 * seen. What goes wrong follows from a plan alone: a failure names its plan, and the same plan lets the same calls fail
 * again. Many conversations run side by side in the one cloud; each is disturbed by its own plan.
 */
package app.culver.acceptance.chaos;
