package dev.rollcall.invitation.linking;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** How the secret part of a token is made and written: 256 random bits, base64url. */
final class TokenForm {

  private static final int BYTES = 32;
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

  private TokenForm() {}

  static String random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static boolean isSecret(String text) {
    return SECRET.matcher(text).matches();
  }
}
