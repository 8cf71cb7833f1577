/** What functions are put together from. Rule: what more than one function stands on is put together here, once. */
package app.culver.aws.wiring;
