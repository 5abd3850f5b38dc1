package dev.rollcall.invitation;

import java.util.UUID;

/** A link to an invitation, by what it proves about who holds it. */
public sealed interface Link {

  UUID companyId();

  UUID invitationId();

  /** Which opening of the invitation it belongs to. */
  int generation();

  /** Whether a newer one has replaced it, or it was ended. */
  boolean dead();

  /** Came by mail: its holder reads the mailbox. */
  record Mailed(UUID companyId, UUID invitationId, int generation, boolean dead) implements Link {}

  /**
   * Was handed over by an admin (INV-10): its holder has yet to prove the mailbox.
   *
   * @param id of this copy; earlier copies of the same opening have others
   */
  record Copied(UUID companyId, UUID invitationId, int generation, boolean dead, UUID id)
      implements Link {}
}
