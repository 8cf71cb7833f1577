/**
 * Decides whether what happened may have happened. Clients note what they sent, were told and saw; when all is quiet, each
 * {@link app.culver.acceptance.history.Rule} looks at the whole {@link app.culver.acceptance.history.History}, in the manner
 * of <a href="https://jepsen.io/consistency">Jepsen</a>: whatever the faults were, the rules hold. Rule of the package: it knows
 * nothing of Culver's code, so that it cannot share its mistakes.
 */
package app.culver.acceptance.history;
