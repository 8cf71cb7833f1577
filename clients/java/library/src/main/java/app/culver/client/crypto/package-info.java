/**
 * All cryptography of the client: suite {@code hpke}, proofs, safety numbers, names, keys at rest. Rules: every byte is
 * fixed by {@code contract/vectors}; BouncyCastle and the JDK compute, this package only arranges; nothing here does
 * I/O except the key files; whatever holds a secret has no {@code toString}; every signature is made over
 * {@link app.culver.client.crypto.Fields} under a domain label of its own.
 */
package app.culver.client.crypto;
