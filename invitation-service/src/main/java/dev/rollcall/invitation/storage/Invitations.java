package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.KnownAs;
import dev.rollcall.platform.storage.Row;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The invitations of the running transaction's company. */
@ApplicationScoped
public class Invitations implements PanacheRepositoryBase<InvitationRow, InvitationRow.Key> {

  private static final UUID NO_INVITATION = new UUID(0, 0);

  private static final String KNOWN =
      """
      with asked as (
        select cast(string_to_array(?2, chr(10)) as text[]) as addresses
      )
      select address, kind, id, until from (
        select 1 as rank, address, 'MEMBER' as kind, user_id as id,
            cast(null as timestamptz) as until
          from user_view, asked
          where company_id = ?1 and address = any(addresses) and active
        union all
        select 2, address, 'INVITED', id, null
          from invitation, asked
          where company_id = ?1 and address = any(addresses) and id <> ?3
            and status in ('REQUESTED', 'PENDING', 'ACCEPTING', 'ACCEPTED')
        union all
        select 3, address, 'DELETED', user_id, restorable_until
          from user_view, asked
          where company_id = ?1 and address = any(addresses) and not active
            and restorable_until is not null
      ) known order by rank, until desc
      """;

  /** The invitation, locked until the transaction ends; empty where the company has none such. */
  public Uni<Optional<InvitationRow>> lock(UUID company, UUID id) {
    return find("companyId = ?1 and id = ?2", company, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** The one that the user has accepted with that license, or else that is being accepted. */
  public Uni<Optional<InvitationRow>> acceptedWith(UUID company, UUID licenseId, UUID userId) {
    return find(
            "companyId = ?1 and licenseId = ?2 and"
                + " (userId = ?3 or userId is null and status = 'ACCEPTING')"
                + " order by case when userId = ?3 then 0 else 1 end, id desc",
            company,
            licenseId,
            userId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /**
   * Gives the next invitations, by id, the words that an older version of the service left them
   * without; the last one's id, or nothing where there are no more.
   */
  public Uni<Optional<UUID>> giveWords(UUID company, UUID after, int atMost) {
    return find("companyId = ?1 and words is null and id > ?2 order by id", company, after)
        .page(0, atMost)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .invoke(found -> found.forEach(InvitationRow::search))
        .map(found -> found.size() < atMost ? Optional.empty() : Optional.of(found.getLast().id()));
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
    return knownAs(company, List.of(address), except)
        .map(known -> known.getOrDefault(address, new KnownAs.Nobody()));
  }

  /**
   * What addresses are in the company, as of now; nothing keeps it so. Nobody's is left out.
   *
   * @param addresses normalised
   */
  public Uni<Map<String, KnownAs>> knownAs(UUID company, List<String> addresses) {
    return knownAs(company, addresses, NO_INVITATION);
  }

  private static Uni<Map<String, KnownAs>> knownAs(
      UUID company, List<String> addresses, UUID except) {
    return SessionSql.rows(KNOWN, company, String.join("\n", addresses), except)
        .map(Invitations::byAddress);
  }

  /** The first of an address counts: the rows come by rank. */
  private static Map<String, KnownAs> byAddress(List<Row> found) {
    Map<String, KnownAs> known = new HashMap<>();
    found.forEach(row -> known.putIfAbsent(row.get("address", String.class), knownAs(row)));
    return known;
  }

  private static KnownAs knownAs(Row row) {
    UUID id = row.get("id", UUID.class);
    return switch (row.get("kind", String.class)) {
      case "MEMBER" -> new KnownAs.Member(id);
      case "INVITED" -> new KnownAs.Invited(id);
      default -> new KnownAs.Deleted(id, row.instant("until").orElseThrow());
    };
  }
}
