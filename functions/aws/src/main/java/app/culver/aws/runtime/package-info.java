/**
 * What a function finds around it: environment, clock, log, SDK clients, the SnapStart checkpoint. Rule: read once, when
 * the function is constructed, and fail there with a message that says what is missing.
 */
package app.culver.aws.runtime;
