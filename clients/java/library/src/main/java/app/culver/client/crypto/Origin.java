package app.culver.client.crypto;

/** Where an envelope belongs and who sent it, all written identifiers: bound into every part of the envelope. */
public record Origin(String conversation, String account, String device) {}
