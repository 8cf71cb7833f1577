/**
 * ElasticMQ behind a loopback port. Rule: this package is loaded beside ElasticMQ's own jars, above it the platform loader
 * only, so whoever starts it from outside speaks to it in types of the JDK.
 */
package app.culver.local.engine.elasticmq;
