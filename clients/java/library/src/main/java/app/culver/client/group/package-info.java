/**
 * What this account does with groups: begins them, changes their members, names them. Rules: a change is signed over the
 * members as this device knows them, so it does what was meant or nothing; whoever changes members tells the newcomers
 * what the group is called, also if the process ends in between.
 */
package app.culver.client.group;
