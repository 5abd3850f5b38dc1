package dev.rollcall.invitation.storage;

import dev.rollcall.platform.storage.CompanyTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Transactions about one invitation, which nobody else changes meanwhile. */
@ApplicationScoped
public class LockedInvitations {

  private final CompanyTransaction transaction;
  private final Invitations invitations;

  LockedInvitations(CompanyTransaction transaction, Invitations invitations) {
    this.transaction = transaction;
    this.invitations = invitations;
  }

  /** Runs the work on the locked row, or on nothing where the company has no such invitation. */
  public <T> Uni<T> within(UUID company, UUID id, Function<Optional<InvitationRow>, Uni<T>> work) {
    return transaction.within(company, () -> invitations.lock(company, id).chain(work::apply));
  }
}
