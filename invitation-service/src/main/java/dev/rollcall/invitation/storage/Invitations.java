package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.KnownAs;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The invitations of the running transaction's company. */
@ApplicationScoped
public class Invitations implements PanacheRepositoryBase<InvitationRow, InvitationRow.Key> {

  private static final String KNOWN =
      """
      select kind, id, until from (
        select 1 as rank, 'MEMBER' as kind, user_id as id, cast(null as timestamptz) as until
          from user_view where company_id = ?1 and address = ?2 and active
        union all
        select 2, 'INVITED', id, null
          from invitation
          where company_id = ?1 and address = ?2 and id <> ?3
            and status in ('REQUESTED', 'PENDING', 'ACCEPTING', 'ACCEPTED')
        union all
        select 3, 'DELETED', user_id, restorable_until
          from user_view
          where company_id = ?1 and address = ?2 and not active and restorable_until is not null
      ) known order by rank, until desc limit 1
      """;

  /** The invitation, locked until the transaction ends; empty where the company has none such. */
  public Uni<Optional<InvitationRow>> lock(UUID company, UUID id) {
    return find("companyId = ?1 and id = ?2", company, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** The one that somebody has accepted, or is accepting, with that license. */
  public Uni<Optional<InvitationRow>> acceptedWith(UUID company, UUID licenseId) {
    return find(
            "companyId = ?1 and licenseId = ?2 and status in ('ACCEPTING', 'ACCEPTED', 'JOINED')"
                + " order by id desc",
            company,
            licenseId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** Adds a new one. */
  public Uni<InvitationRow> add(InvitationRow row) {
    return persist(row);
  }

  /**
   * What the address is in the company (INV-11), leaving that invitation itself aside. Call it
   * under {@link MailCounts#lock}, which serialises invitations of one recipient.
   *
   * @param address normalised
   */
  public Uni<KnownAs> knownAs(UUID company, String address, UUID except) {
    return SessionSql.rows(KNOWN, company, address, except).map(Invitations::knownAs);
  }

  private static KnownAs knownAs(List<Tuple> found) {
    if (found.isEmpty()) {
      return new KnownAs.Nobody();
    }
    Tuple first = found.getFirst();
    UUID id = first.get("id", UUID.class);
    return switch (first.get("kind", String.class)) {
      case "MEMBER" -> new KnownAs.Member(id);
      case "INVITED" -> new KnownAs.Invited(id);
      default -> new KnownAs.Deleted(id, SessionSql.instant(first, "until").orElseThrow());
    };
  }
}
