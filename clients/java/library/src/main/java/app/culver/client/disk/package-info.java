/** Writing files so that a power cut leaves the old one or the new one. */
package app.culver.client.disk;
