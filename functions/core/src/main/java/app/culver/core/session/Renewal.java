package app.culver.core.session;

import app.culver.core.Bytes;
import app.culver.core.account.MacKey;
import app.culver.core.delivery.LiveConnections;
import app.culver.core.device.Caller;
import app.culver.core.refusal.Refusal.RefreshRefused;
import app.culver.core.session.Sessions.Held;
import app.culver.core.signature.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Renews a device's tokens. Each refresh token is bound to the device by a signature and used up by presenting its
 * successor: until then it can be presented again, by another tab or after a lost answer, and brings the same successor.
 * After that, and with a wrong signature, it has been stolen, and the session ends.
 */
public final class Renewal {
  private final Sessions sessions;
  private final MacKey key;
  private final AccessTokens accessTokens;
  private final LiveConnections connections;
  private final SessionTerms terms;
  private final InstantSource clock;

  public Renewal(Sessions sessions, MacKey key, AccessTokens accessTokens, LiveConnections connections,
      SessionTerms terms, InstantSource clock) {
    this.sessions = sessions;
    this.key = key;
    this.accessTokens = accessTokens;
    this.connections = connections;
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * @param signature by the device's signing key over {@link RefreshToken#proof}
   * @throws app.culver.core.refusal.RefusedException RefreshRefused
   */
  public Tokens renew(PresentedToken presented, Signature signature) {
    RefreshToken token = RefreshToken.parse(presented).orElseThrow(Renewal::refused);
    Held held = sessions.find(token.caller()).orElseThrow(Renewal::refused);
    boolean signed = held.device().signingKey().verifies(signature, token.proof(terms.audience()));
    Use use = use(token.hash(), held);
    if (!signed) {
      // Whoever has a live token and not the key has stolen it. A spent or invented one takes no more than the ids.
      throw use == Use.SPENT ? refused() : revoked(token.caller());
    }
    return switch (use) {
      case NEXT -> rotate(token);
      case AGAIN -> tokens(token, token.successor(key), held.device().expires());
      // Its successor has been used, so two copies of this device's tokens are about.
      case SPENT -> throw revoked(token.caller());
    };
  }

  private enum Use {
    NEXT, AGAIN, SPENT
  }

  private static Use use(Bytes hash, Held held) {
    if (hash.equals(held.successor())) {
      return Use.NEXT;
    }
    return held.presented().equals(Optional.of(hash)) ? Use.AGAIN : Use.SPENT;
  }

  private Tokens rotate(RefreshToken token) {
    Instant expires = terms.refreshExpiry(clock.instant());
    RefreshToken successor = token.successor(key);
    if (sessions.rotate(token.caller(), token.hash(), successor.hash(), expires)) {
      return tokens(token, successor, expires);
    }
    // Another tab was faster with the same token, unless the session has ended.
    Held held = sessions.find(token.caller()).orElseThrow(Renewal::refused);
    if (use(token.hash(), held) != Use.AGAIN) {
      throw refused();
    }
    return tokens(token, successor, held.device().expires());
  }

  private Tokens tokens(RefreshToken token, RefreshToken successor, Instant expires) {
    Instant now = clock.instant();
    return new Tokens(accessTokens.issue(token.caller(), now, terms.accessExpiry(now)), successor, expires);
  }

  private RuntimeException revoked(Caller caller) {
    sessions.end(caller).ifPresent(presence -> connections.close(presence.connection()));
    return refused();
  }

  private static RuntimeException refused() {
    return new RefreshRefused().exception();
  }
}
