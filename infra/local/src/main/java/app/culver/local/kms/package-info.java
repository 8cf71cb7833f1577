/**
 * A stand-in for AWS KMS: keys lie in this process's memory, and in a file when the local cloud keeps its data. Rule: it
 * knows the operations that Culver uses and no others, and its errors are KMS's.
 */
package app.culver.local.kms;
