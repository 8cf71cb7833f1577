/** Sign-in with a phone number by Firebase's REST interface. Rule: ends with an ID token; what that is good for is no matter here. */
package app.culver.client.firebase;
