/** What the operator keeps in Systems Manager. Rule: it is read when it is needed, and kept in no snapshot and no log. */
package app.culver.aws.parameter;
