/**
 * An open profile: wires everything together and lets applications in. Rule: no decisions here that belong to a part.
 */
package app.culver.client.profile;
