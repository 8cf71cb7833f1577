/**
 * A stand-in of Firebase Auth for sign-in with phone numbers. Rule: it speaks Firebase's REST protocol as the Firebase
 * emulator does, so that Firebase's own SDKs run against it unchanged; its tokens carry no signature, and it says of
 * itself that it is a stand-in.
 *
 * @see <a href="https://firebase.google.com/docs/emulator-suite/connect_auth">the emulator that SDKs expect</a>
 */
package app.culver.local.firebase;
