package dev.rollcall.platform.web.signing;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) under keys derived from the one secret, a key per purpose: what is
 * sealed is neither read nor changed by anybody else, and opens for its own purpose and context
 * only.
 */
@ApplicationScoped
public class Seals {

  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final Signatures signatures;
  private final SecureRandom random = new SecureRandom();

  Seals(Signatures signatures) {
    this.signatures = signatures;
  }

  /**
   * Nonce, cipher text and tag.
   *
   * @param context what it belongs to, to be named again for opening; not kept in the result
   */
  public byte[] seal(String purpose, String context, byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, purpose, context, nonce, nonce.length).doFinal(plain);
      return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** What was sealed; empty for anything that wasn't, or for another purpose or context. */
  public Optional<byte[]> open(String purpose, String context, byte[] sealed) {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, purpose, context, sealed, NONCE_BYTES)
              .doFinal(Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length)));
    } catch (AEADBadTagException notOurs) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private Cipher cipher(int mode, String purpose, String context, byte[] nonce, int length)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key(purpose), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce, 0, length));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private SecretKey key(String purpose) {
    return new SecretKeySpec(signatures.sign("seal", purpose), "AES");
  }
}
