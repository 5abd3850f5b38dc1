package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.linking.KeyedHash;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Recipients as the unscoped mail counter knows them: HMAC-SHA-256 of the normalised address, so
 * that the table holds no personal data and addresses can't be tried out against it.
 */
@ApplicationScoped
public class Recipients {

  private final KeyedHash hash;

  Recipients(InvitationConfig config) {
    hash = new KeyedHash("rollcall.invitation.keys.recipient", config.keys().recipient());
  }

  /** 32 bytes. */
  public byte[] hash(String normalisedAddress) {
    return hash.of(normalisedAddress);
  }
}
