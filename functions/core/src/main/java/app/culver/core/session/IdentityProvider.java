package app.culver.core.session;

import java.util.Optional;

/** Port to whoever vouches for a person's phone number. */
@FunctionalInterface
public interface IdentityProvider {
  /**
   * The phone number that the token proves, and since when; empty if it proves none: forged, expired, of another project, or of a person
   * without a verified phone number.
   *
   * @throws RuntimeException if the provider cannot be asked just now
   */
  Optional<ProvenNumber> verify(IdToken token);
}
