/** What each function may do by its role in template.yaml, against what it does. */
package app.culver.acceptance.roles;
