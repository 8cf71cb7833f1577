/**
 * The domain of Culver and its ports. Rule: this module uses the JDK alone and knows neither AWS nor JSON; adapters
 * and handlers depend on it, never the other way. Time, ids and randomness are always passed in.
 */
package app.culver.core;
