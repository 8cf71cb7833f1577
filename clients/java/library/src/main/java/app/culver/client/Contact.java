package app.culver.client;

import app.culver.client.identifier.AccountId;
import java.util.Optional;

/**
 * Someone else's account.
 *
 * @param handle as last seen; empty if there is none
 * @param name as its owner wrote it; empty until a message of theirs brought the key to it
 * @param verified whether the safety number was compared and no device has changed since
 */
public record Contact(AccountId id, Optional<String> handle, Optional<String> name, boolean verified) {}
