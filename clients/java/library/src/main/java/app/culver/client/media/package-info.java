/**
 * Files. Rules (see {@code contract/README.md}, "Media"): a file is encrypted once, into the profile's folder, before its
 * message is queued, so that each attempt to upload it has the same bytes, whatever becomes of the file itself; its message
 * is sent when all chunks are in the store. No more than a few chunks are in memory at a time.
 */
package app.culver.client.media;
