package dev.rollcall.invitation;

import dev.rollcall.platform.text.EmailAddress;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the accepting person brings (INV-14). Never the password itself: rules need not know it.
 *
 * @param firstName what the person fills in or corrects, or null
 */
public record Acceptance(
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String phone,
    Accepter accepter) {

  /** Who accepts. */
  public sealed interface Accepter {

    /** Not signed in: gets a login with the password they chose. */
    record Newcomer(boolean hasPassword) implements Accepter {}

    /**
     * Signed in; accepting is the consent (INV-15).
     *
     * @param verified whether the mailbox is proved
     * @param address the login's own address, where it is well-formed
     */
    record Person(
        UUID id,
        boolean verified,
        Optional<EmailAddress> address,
        String firstName,
        String lastName)
        implements Accepter {}
  }
}
