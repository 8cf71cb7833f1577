/** The Java client against the whole cloud, as people use it. */
package app.culver.acceptance.clients;
