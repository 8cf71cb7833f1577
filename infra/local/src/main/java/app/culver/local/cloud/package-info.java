/**
 * The local cloud as a whole. Rule: what there is comes from the template; what is listed here is only which part of the
 * local cloud plays which part of AWS, and where it listens.
 */
package app.culver.local.cloud;
