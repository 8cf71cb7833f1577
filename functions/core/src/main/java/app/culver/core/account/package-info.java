/**
 * Accounts, what they are found by, and changes of their devices. Rule: a change is told to the account's other devices,
 * and to nobody else.
 */
package app.culver.core.account;
