/**
 * What this device knows of accounts: their devices' public keys, their names, whether their safety number was compared.
 * Rules: a device, once seen, is remembered after its removal, because what it signed before stays genuine; every change
 * of a known account's devices is told and takes the mark of verification away.
 */
package app.culver.client.people;
