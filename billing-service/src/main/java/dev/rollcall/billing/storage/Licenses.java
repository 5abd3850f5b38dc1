package dev.rollcall.billing.storage;

import dev.rollcall.billing.License;
import dev.rollcall.billing.LicenseState;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.SeatWish;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The licenses of the running transaction's company. */
@ApplicationScoped
public class Licenses implements PanacheRepositoryBase<LicenseRow, LicenseRow.Key> {

  // Plans sort by their names as they do by their prices. A row that another transaction is taking
  // right now is passed over instead of waited for.
  private static final String TAKE =
      """
      select * from license
      where company_id = :company and office_id = :office and type = :type and state = 'FREE'
        and plan = any(string_to_array(:plans, ','))
      order by plan, license_id
      limit 1
      for update skip locked
      """;

  /** The license, locked until the transaction ends. */
  public Uni<Optional<License>> lock(UUID company, UUID id) {
    return find("companyId = ?1 and licenseId = ?2", company, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(row -> Optional.ofNullable(row).map(LicenseRow::toLicense));
  }

  /** A free license that fits, locked; exactly one transaction gets it (INV-6). */
  public Uni<Optional<License>> take(UUID company, SeatWish wish) {
    return Statement.of(TAKE)
        .set("company", company)
        .set("office", wish.officeId())
        .set("type", wish.type().name())
        .set("plans", plans(wish))
        .rows(LicenseRow.class)
        .map(rows -> rows.stream().findFirst().map(LicenseRow::toLicense));
  }

  /** All that the user has, locked. */
  public Uni<List<License>> assignedTo(UUID company, UUID userId) {
    return find("companyId = ?1 and holderUserId = ?2 order by licenseId", company, userId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .map(rows -> rows.stream().map(LicenseRow::toLicense).toList());
  }

  /** What is reserved for an attempt of the invitation up to that one, locked. */
  public Uni<List<License>> reservedFor(UUID company, UUID invitation, int attempt) {
    return find(
            "companyId = ?1 and holderInvitationId = ?2 and attempt <= ?3 order by licenseId",
            company,
            invitation,
            attempt)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .map(rows -> rows.stream().map(LicenseRow::toLicense).toList());
  }

  /** How many of a type the company pays for. */
  public Uni<Long> count(UUID company, LicenseType type) {
    return count(
        "companyId = ?1 and type = ?2 and state <> ?3", company, type, LicenseState.CANCELLED);
  }

  /** Writes where the movements have brought their licenses. */
  Uni<Void> store(List<Movement> movements) {
    return Multi.createFrom()
        .iterable(movements)
        .onItem()
        .transformToUniAndConcatenate(this::store)
        .collect()
        .last()
        .chain(this::flush);
  }

  private Uni<Void> store(Movement movement) {
    License after = movement.after();
    return movement.before().isEmpty()
        ? persist(LicenseRow.of(after)).replaceWithVoid()
        : findById(new LicenseRow.Key(after.companyId(), after.id()))
            .invoke(row -> row.take(after))
            .replaceWithVoid();
  }

  private static String plans(SeatWish wish) {
    return wish.plan()
        .map(Plan::name)
        .orElseGet(
            () ->
                String.join(",", java.util.Arrays.stream(Plan.values()).map(Plan::name).toList()));
  }
}
