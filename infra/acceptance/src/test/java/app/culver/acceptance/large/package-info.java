/** Groups that are too large for one invocation to tell all of them. */
package app.culver.acceptance.large;
