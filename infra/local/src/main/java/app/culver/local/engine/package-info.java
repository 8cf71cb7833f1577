/**
 * Starts the engines that the local cloud did not write. Rule: each is loaded from a folder of jars of its own, above it
 * the platform loader only, because they need other versions of the libraries that everything else uses.
 */
package app.culver.local.engine;
