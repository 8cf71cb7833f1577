/**
 * What would be deployed: the template, the zips, the sample events. The template is looked at as CloudFormation gets it,
 * translated by AWS's own SAM translator, so that neither our reading of it nor the local cloud's counts.
 */
package app.culver.acceptance.deployment;
