/** S3: S3Proxy with the template's buckets. It has one set of CORS rules, so those of all buckets are joined. */
package app.culver.local.s3;
