/**
 * What {@code org.crac} asks of a JVM that can be checkpointed, found by {@code -Dorg.crac.Core.Compat}. Rule: names and
 * signatures are those that {@code org.crac.Core} looks up.
 */
package app.culver.local.inside.crac;
