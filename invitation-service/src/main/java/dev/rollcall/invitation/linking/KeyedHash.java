package dev.rollcall.invitation.linking;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under a key of this service: for what has too few values to be safe under a plain
 * hash, which somebody who stole the table could try out.
 */
public final class KeyedHash {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_KEY_BYTES = 32;

  private final SecretKey key;

  /**
   * A hash under that key.
   *
   * @param setting what the key is called when it is too short
   * @param base64 at least 32 bytes
   */
  public KeyedHash(String setting, String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    if (bytes.length < LEAST_KEY_BYTES) {
      throw new IllegalStateException(
          setting + " must be base64 of at least " + LEAST_KEY_BYTES + " bytes");
    }
    key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** 32 bytes. */
  public byte[] of(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
