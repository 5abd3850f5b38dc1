package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.configuration.InvitationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Recipients as the unscoped mail counter knows them: HMAC-SHA-256 of the normalised address, so
 * that the table holds no personal data and addresses can't be tried out against it.
 */
@ApplicationScoped
public class Recipients {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_KEY_BYTES = 32;

  private final SecretKey key;

  Recipients(InvitationConfig config) {
    byte[] bytes = Base64.getDecoder().decode(config.keys().recipient());
    if (bytes.length < LEAST_KEY_BYTES) {
      throw new IllegalStateException(
          "rollcall.invitation.keys.recipient must be base64 of at least "
              + LEAST_KEY_BYTES
              + " bytes");
    }
    key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** 32 bytes. */
  public byte[] hash(String normalisedAddress) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(normalisedAddress.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
