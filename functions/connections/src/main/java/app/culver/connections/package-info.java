/** A socket's life: who may open one, which one a device listens on, and its end. */
package app.culver.connections;
