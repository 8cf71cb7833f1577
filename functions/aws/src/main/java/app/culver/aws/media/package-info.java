/**
 * The store of files on S3: an object {@code <conversation>/<media>/<index>} for each chunk, written once and never
 * replaced. Rule: nothing here sends a request; addresses are signed, and clients use them.
 */
package app.culver.aws.media;
