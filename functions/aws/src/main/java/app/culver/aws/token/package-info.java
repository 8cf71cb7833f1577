/**
 * Access tokens: JSON Web Tokens by RFC 9068, signed with ES256. Rule: the algorithm, the type, the issuer and the audience
 * are what this code says, never what a token says, and a token whose header says more than it must is refused.
 */
package app.culver.aws.token;
