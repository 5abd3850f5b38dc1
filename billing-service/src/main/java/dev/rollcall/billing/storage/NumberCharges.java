package dev.rollcall.billing.storage;

import dev.rollcall.billing.NumberCharge;
import dev.rollcall.billing.NumberCharge.Purchase;
import dev.rollcall.platform.storage.Statement;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The charges for numbers of the running transaction's company. */
@ApplicationScoped
public class NumberCharges implements PanacheRepositoryBase<NumberChargeRow, NumberChargeRow.Key> {

  private static final String APPEAR =
      """
      insert into number_charge (company_id, process_id, attempt, status, e164, type, country,
                                 office_id, version, created_at, updated_at)
      values (:company, :process, 0, 'UNSEEN', :e164, :type, :country, :office, 0, :now, :now)
      on conflict do nothing
      """;

  private static final String SEE =
      """
      insert into number_seen as seen (company_id, e164, version)
      values (:company, :e164, :version)
      on conflict on constraint number_seen_pk do update set version = excluded.version
      where seen.version < excluded.version
      """;

  private static final String US_LOCAL_IN_USE =
      """
      select coalesce((
        select numbers from number_count
        where company_id = :company and type = 'LOCAL' and country = 'US'), 0) as numbers
      """;

  /** The charge of the purchase, locked; an unseen one where nothing was heard of it. */
  public Uni<NumberCharge> lock(UUID company, UUID process, Purchase purchase, Instant now) {
    return Statement.of(APPEAR)
        .set("company", company)
        .set("process", process)
        .set("e164", purchase.e164())
        .set("type", purchase.type().name())
        .set("country", purchase.country())
        .set("office", purchase.officeId())
        .set("now", now)
        .run()
        .chain(() -> lock(company, process))
        .map(Optional::orElseThrow);
  }

  /** The charge of the purchase, locked. */
  public Uni<Optional<NumberCharge>> lock(UUID company, UUID process) {
    return find("companyId = ?1 and processId = ?2", company, process)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(row -> Optional.ofNullable(row).map(NumberChargeRow::toCharge));
  }

  /** Writes the changed charge, which is locked. */
  public Uni<Void> store(NumberCharge charge, Instant now) {
    return findById(new NumberChargeRow.Key(charge.companyId(), charge.processId()))
        .invoke(row -> row.take(charge, now))
        .chain(this::flush);
  }

  /** US local numbers that the company has now, charged for or not (NUM-1). */
  public Uni<Long> usLocalInUse(UUID company) {
    return Statement.of(US_LOCAL_IN_USE)
        .set("company", company)
        .rows(Long.class)
        .map(List::getFirst);
  }

  /** Notes a state of the number; whether it is newer than all that was seen. */
  public Uni<Boolean> isNewer(UUID company, String e164, long version) {
    return Statement.of(SEE)
        .set("company", company)
        .set("e164", e164)
        .set("version", version)
        .changed();
  }

  /** Ends the charge of a number that the company has given up; that day is free already. */
  public Uni<Void> end(UUID company, String e164, LocalDate day, Instant now) {
    return update(
            """
            chargedTo = ?1, updatedAt = ?2
            where companyId = ?3 and e164 = ?4 and status = GRANTED and chargedTo is null
            """,
            day,
            now,
            company,
            e164)
        .replaceWithVoid();
  }

  /** The purchases that wait for their company to be known. */
  public Uni<List<UUID>> waiting(UUID company) {
    return list("companyId = ?1 and status = WAITING", company)
        .map(rows -> rows.stream().map(row -> row.processId).toList());
  }
}
