package app.culver.local.firebase;

/** A code that a phone would have received by SMS. */
public record SentCode(String phoneNumber, String code) {}
