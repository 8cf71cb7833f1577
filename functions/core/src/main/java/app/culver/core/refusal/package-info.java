/**
 * What Culver may answer instead of doing what it was asked. Rule: every expected refusal is one small record of the
 * sealed {@link app.culver.core.refusal.Refusal}; the edge maps each to a problem (RFC 9457) in one place.
 */
package app.culver.core.refusal;
