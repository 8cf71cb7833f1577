/**
 * Between functions and the services that they call: counts, records and disturbs. Rule: a tap changes nothing that a
 * function could notice, unless a test tells it to.
 */
package app.culver.local.tap;
