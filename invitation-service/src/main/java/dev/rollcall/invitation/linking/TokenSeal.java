package dev.rollcall.invitation.linking;

import dev.rollcall.invitation.configuration.InvitationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals tokens and codes for the time that their mail waits: AES-256-GCM, a random 96-bit nonce
 * before the cipher text, the mail's id and sort as associated data, so that a sealed secret opens
 * in its own row and as what it is only.
 */
@ApplicationScoped
public class TokenSeal {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String CODE = "code:";

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  TokenSeal(InvitationConfig config) {
    byte[] bytes = Base64.getDecoder().decode(config.keys().seal());
    if (bytes.length != KEY_BYTES) {
      throw new IllegalStateException(
          "rollcall.invitation.keys.seal must be base64 of " + KEY_BYTES + " bytes");
    }
    key = new SecretKeySpec(bytes, "AES");
  }

  /** The token, readable only with the key and only as that mail's; base64. */
  public String seal(MailedToken token, UUID mailId) {
    return sealed(token.text(), mailId.toString());
  }

  /** The same for a code. */
  String seal(Code code, UUID mailId) {
    return sealed(code.digits(), CODE + mailId);
  }

  private String sealed(String secret, String row) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, row, secret.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
  }

  /** The token that was sealed for that mail. */
  public MailedToken openToken(String sealedToken, UUID mailId) {
    return new MailedToken(opened(sealedToken, mailId.toString()));
  }

  /** The code that was sealed for that mail. */
  public Code openCode(String sealedCode, UUID mailId) {
    return new Code(opened(sealedCode, CODE + mailId));
  }

  private String opened(String sealedSecret, String row) {
    byte[] sealed = Base64.getDecoder().decode(sealedSecret);
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] text = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return new String(run(Cipher.DECRYPT_MODE, nonce, row, text), StandardCharsets.UTF_8);
  }

  private byte[] run(int mode, byte[] nonce, String row, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(row.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("a secret can't be sealed or opened", failure);
    }
  }
}
