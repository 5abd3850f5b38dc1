package dev.rollcall.platform.web.signing;

import dev.rollcall.platform.web.WebSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104) under keys derived from the one secret, a key per purpose, so that what is
 * signed for one purpose never passes for another.
 */
@ApplicationScoped
public class Signatures {

  private static final String ALGORITHM = "HmacSHA256";

  private final WebSettings settings;

  Signatures(WebSettings settings) {
    this.settings = settings;
  }

  /** The 32 bytes of the text's signature for that purpose. */
  public byte[] sign(String purpose, String text) {
    byte[] key = mac(settings.secret().getBytes(StandardCharsets.UTF_8), purpose);
    return mac(key, text);
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
