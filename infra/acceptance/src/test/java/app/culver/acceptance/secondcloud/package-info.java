/**
 * The second cloud: the unchanged template, deployed by the real SAM CLI into MiniStack, which Culver did not write. It runs
 * the same zips, whose calls go to MiniStack under the roles of the template, which it enforces.
 *
 * @see <a href="../../../../../../../../decisions/0014-a-second-cloud-that-is-not-ours.md">Decision 0014</a>
 */
package app.culver.acceptance.secondcloud;
