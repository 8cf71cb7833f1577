package app.culver.client.crypto;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/**
 * Encrypts what the server stores of names: a nonce of 12 bytes, then AES-256-GCM of the padded JSON object
 * {@code {"name": ...}} under the account's {@link ProfileKey}.
 */
public final class Names {
  private static final int PROFILE_BLOCK = 256;
  private static final int DEVICE_BLOCK = 64;
  private static final int MAX_PROFILE_BYTES = 8 * 1024;
  private static final int MAX_DEVICE_BYTES = 256;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecureRandom random;

  public Names(SecureRandom random) {
    this.random = random;
  }

  /**
   * Seals a profile.
   *
   * @param content JSON
   * @throws IllegalArgumentException if the blob would be larger than the 8 KiB that the server takes
   */
  public byte[] sealProfile(ProfileKey key, AccountId account, byte[] content) {
    return seal(key, profile(account), content, PROFILE_BLOCK, MAX_PROFILE_BYTES);
  }

  /** The JSON of a profile, or whatever stands in its place. */
  public byte[] openProfile(ProfileKey key, AccountId account, byte[] blob) throws UndecryptableException {
    return Padding.unpad(AesGcm.openWithNonce(key.raw(), profile(account).encode(), blob));
  }

  /** @throws IllegalArgumentException if the ciphertext would be larger than the 256 bytes that the server takes */
  public byte[] sealDeviceName(ProfileKey key, AccountId account, DeviceId device, String name) {
    return seal(key, deviceName(account, device), json(name), DEVICE_BLOCK, MAX_DEVICE_BYTES);
  }

  /** The name of a device; empty if the ciphertext holds none. */
  public Optional<String> openDeviceName(ProfileKey key, AccountId account, DeviceId device, byte[] ciphertext)
      throws UndecryptableException {
    var content = Padding.unpad(AesGcm.openWithNonce(key.raw(), deviceName(account, device).encode(), ciphertext));
    try {
      return Optional.ofNullable(JSON.readTree(content).path("name").textValue());
    } catch (IOException notJson) {
      throw new UndecryptableException();
    }
  }

  private static Fields profile(AccountId account) {
    return Fields.of("culver profile v1").id(account);
  }

  private static Fields deviceName(AccountId account, DeviceId device) {
    return Fields.of("culver device name v1").id(account).id(device);
  }

  private byte[] seal(ProfileKey key, Fields aad, byte[] content, int block, int limit) {
    var sealed = AesGcm.sealWithNonce(random, key.raw(), aad.encode(), Padding.padToMultiple(content, block));
    if (sealed.length > limit) {
      throw new IllegalArgumentException("the name is too long");
    }
    return sealed;
  }

  private static byte[] json(String name) {
    try {
      return JSON.writeValueAsBytes(Map.of("name", name));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
