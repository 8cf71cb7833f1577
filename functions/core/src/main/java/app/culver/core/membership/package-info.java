/**
 * Who is in a conversation, as which role, and how that changes. Rule: a change says all that its log entry says, and is
 * signed by the device that acts.
 */
package app.culver.core.membership;
