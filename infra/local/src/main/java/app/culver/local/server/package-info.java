/**
 * HTTP on the loopback interface, for everything that imitates a service. Rule: servers bind 127.0.0.1 and nothing
 * else, requests run on virtual threads, and a handler sees a request as it came over the wire.
 */
package app.culver.local.server;
