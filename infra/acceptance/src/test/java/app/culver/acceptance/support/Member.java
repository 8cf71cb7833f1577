package app.culver.acceptance.support;

import app.culver.client.identifier.AccountId;

/** Somebody in a group; {@code role} is {@code owner}, {@code admin} or {@code member}. */
public record Member(AccountId account, String role) {
  /** One who is nothing but that. */
  public static Member of(AccountId account) {
    return new Member(account, "member");
  }
}
