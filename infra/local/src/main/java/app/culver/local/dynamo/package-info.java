/**
 * DynamoDB Local with the template's tables.
 *
 * <p>It differs from DynamoDB: a failed condition reports no consumed capacity, and {@code TransactionConflict} never
 * comes. Tests that need these bring them about at the local cloud's taps.
 */
package app.culver.local.dynamo;
