/**
 * Keys that AWS KMS holds. Rule: private keys and MAC keys never leave it; what it signs or authenticates is made
 * unambiguous by the domain before it gets here.
 */
package app.culver.aws.kms;
