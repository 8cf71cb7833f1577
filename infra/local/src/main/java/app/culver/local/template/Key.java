package app.culver.local.template;

/** A KMS key; {@code keyId} is made from the logical id, so it is the same at each start. */
public record Key(String id, String keyId, String arn, String spec, String usage) {}
