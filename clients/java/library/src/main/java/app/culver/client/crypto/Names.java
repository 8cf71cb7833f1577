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

  /** @throws IllegalArgumentException if the blob would be larger than the 8 KiB that the server takes */
  public byte[] sealProfile(ProfileKey key, AccountId account, String name) {
    return seal(key, profile(account), name, PROFILE_BLOCK, MAX_PROFILE_BYTES);
  }

  /**
   * Seals a whole profile.
   *
   * @param content JSON
   * @throws IllegalArgumentException if the blob would be larger than the 8 KiB that the server takes
   */
  public byte[] sealProfileContent(ProfileKey key, AccountId account, byte[] content) {
    return sealed(key, profile(account), content, PROFILE_BLOCK, MAX_PROFILE_BYTES);
  }

  /** The JSON of a profile, or whatever stands in its place. */
  public byte[] openProfileContent(ProfileKey key, AccountId account, byte[] blob) throws UndecryptableException {
    return Padding.unpad(AesGcm.openWithNonce(key.raw(), profile(account).encode(), blob));
  }

  /** The name in a profile; empty if it holds none. */
  public Optional<String> openProfile(ProfileKey key, AccountId account, byte[] blob) throws UndecryptableException {
    return open(key, profile(account), blob);
  }

  /** @throws IllegalArgumentException if the ciphertext would be larger than the 256 bytes that the server takes */
  public byte[] sealDeviceName(ProfileKey key, AccountId account, DeviceId device, String name) {
    return seal(key, deviceName(account, device), name, DEVICE_BLOCK, MAX_DEVICE_BYTES);
  }

  /** The name of a device; empty if the ciphertext holds none. */
  public Optional<String> openDeviceName(ProfileKey key, AccountId account, DeviceId device, byte[] ciphertext)
      throws UndecryptableException {
    return open(key, deviceName(account, device), ciphertext);
  }

  private static Fields profile(AccountId account) {
    return Fields.of("culver profile v1").id(account);
  }

  private static Fields deviceName(AccountId account, DeviceId device) {
    return Fields.of("culver device name v1").id(account).id(device);
  }

  private byte[] seal(ProfileKey key, Fields aad, String name, int block, int limit) {
    return sealed(key, aad, json(name), block, limit);
  }

  private byte[] sealed(ProfileKey key, Fields aad, byte[] content, int block, int limit) {
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

  private static Optional<String> open(ProfileKey key, Fields aad, byte[] sealed) throws UndecryptableException {
    var content = Padding.unpad(AesGcm.openWithNonce(key.raw(), aad.encode(), sealed));
    try {
      return Optional.ofNullable(JSON.readTree(content).path("name").textValue());
    } catch (IOException notJson) {
      throw new UndecryptableException();
    }
  }
}
