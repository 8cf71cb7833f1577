/**
 * What the local cloud's command prints. Rule: one {@link app.culver.local.screen.Screen} for people and one for tools,
 * told the same things; nothing else in the local cloud prints.
 */
package app.culver.local.screen;
