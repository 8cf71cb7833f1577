/**
 * Reads an AWS SAM template. Rule: nothing that the template says is said again here; what the local cloud cannot honour
 * is an error that names the place, unless it has no meaning on one machine (roles, alarms, log groups).
 */
package app.culver.local.template;
