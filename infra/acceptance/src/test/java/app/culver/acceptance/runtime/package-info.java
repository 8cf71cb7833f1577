/**
 * The built zips under AWS's own runtime interface emulator and client, each in a process of its own, as {@code sam local
 * invoke} would run them inside its container. Nothing of the local cloud's loading of functions is involved.
 */
package app.culver.acceptance.runtime;
