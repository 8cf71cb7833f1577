package app.culver.local.tap;

/**
 * One call of a function to a service, as the meter would see it: an attempt of the SDK.
 *
 * @param service {@code dynamodb}, {@code kms}, {@code execute-api}, {@code sqs}
 * @param operation its name in the service's API reference
 * @param instance who called; empty if it was no instance of a function
 * @param request the body
 * @param response the body
 * @param readUnits DynamoDB's read request units
 * @param writeUnits DynamoDB's write request units; a failed condition is counted as one, a cancelled transaction as two
 *     for each of its items, since DynamoDB Local does not tell
 * @param startNanos of {@link System#nanoTime}
 * @param endNanos of {@link System#nanoTime}
 */
public record AwsCall(String service, String operation, String instance, byte[] request, int status, byte[] response,
    double readUnits, double writeUnits, long startNanos, long endNanos) {}
