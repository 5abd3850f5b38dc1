package dev.rollcall.invitation.linking;

import dev.rollcall.invitation.Link;
import dev.rollcall.invitation.configuration.InvitationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** Codes in the only form that is stored: keyed, and bound to the link that they were made for. */
@ApplicationScoped
public class CodeHashes {

  private final KeyedHash hash;

  CodeHashes(InvitationConfig config) {
    hash = new KeyedHash("rollcall.invitation.keys.code", config.keys().code());
  }

  /** Base64. */
  String of(Link.Copied link, Code code) {
    return Base64.getEncoder().encodeToString(hash.of(link.id() + ":" + code.digits()));
  }

  /** Whether it is that link's code, in a time that tells nothing of how near it came. */
  public boolean matches(String stored, Link.Copied link, Code given) {
    return MessageDigest.isEqual(bytes(stored), bytes(of(link, given)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
