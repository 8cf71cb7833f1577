/**
 * Conversations and who is in them. Rule: a change of the membership is an entry of the log, signed by the device that
 * acts and written in one transaction with the conversation, so that neither is ever there without the other.
 */
package app.culver.core.conversation;
