/**
 * Adapters between the domain and Amazon Web Services, and the base that handlers stand on. Rule: decides nothing that
 * the domain could decide.
 */
package app.culver.aws;
