/**
 * JSON in and out. Rule: requests are closed, so that an unknown, missing, null, doubled or trailing value and a value of
 * another type is refused with the place it stands at, and what was sent is never repeated in the answer. The message of
 * an {@link java.lang.IllegalArgumentException} that a request record's constructor throws is shown to the caller.
 */
package app.culver.aws.json;
