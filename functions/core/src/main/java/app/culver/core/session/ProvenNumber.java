package app.culver.core.session;

import app.culver.core.account.PhoneNumber;
import java.time.Instant;

/**
 * A phone number, and when a person has proven to have it.
 *
 * @param at whole seconds, by the provider's clock
 */
public record ProvenNumber(PhoneNumber number, Instant at) {}
