/**
 * The web client's files, answered as the template's CloudFront distribution answers them: same paths, same headers. What
 * the distribution caches and compresses is left out.
 */
package app.culver.local.site;
