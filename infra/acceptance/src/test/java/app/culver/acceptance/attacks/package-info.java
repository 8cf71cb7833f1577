/**
 * What an attacker would try. Each attack is sent to the running system, gets the refusal that the contract documents,
 * and changes nothing. Tests here send what no client would, so they speak the wire themselves.
 */
package app.culver.acceptance.attacks;
