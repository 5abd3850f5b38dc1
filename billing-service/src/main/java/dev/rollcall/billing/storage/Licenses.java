package dev.rollcall.billing.storage;

import dev.rollcall.billing.License;
import dev.rollcall.billing.LicenseOrder;
import dev.rollcall.billing.LicenseOrigin;
import dev.rollcall.billing.LicenseState;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.SeatWish;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The licenses of the running transaction's company. */
@ApplicationScoped
public class Licenses implements PanacheRepositoryBase<LicenseRow, LicenseRow.Key> {

  // Plans sort by their names as they do by their prices. A row that another transaction is taking
  // right now is passed over instead of waited for.
  private static final String TAKE =
      """
      select * from license
      where company_id = :company and office_id = :office and type = :type and state = 'FREE'
        and removes_at is null and plan = any(string_to_array(:plans, ','))
      order by plan, license_id
      limit 1
      for update skip locked
      """;

  private static final String REMOVABLE =
      """
      select * from license
      where company_id = :company and office_id = :office and type = :type and plan = :plan
        and state = 'FREE' and removes_at is null
      order by case origin when 'PURCHASED' then 0 else 1 end, license_id desc
      limit :quantity
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
    return entities(
            TAKE,
            Map.of(
                "company", company,
                "office", wish.officeId(),
                "type", wish.type().name(),
                "plans", plans(wish)))
        .map(rows -> rows.stream().findFirst().map(LicenseRow::toLicense));
  }

  /** A license of that purchase which is still free, locked. */
  public Uni<Optional<License>> takeBought(UUID company, UUID purchase) {
    return locked(
            "companyId = ?1 and purchaseId = ?2 and state = FREE and removesAt is null",
            company,
            purchase)
        .map(found -> found.stream().findFirst());
  }

  /**
   * Free licenses that a removal would take, at most as many as ordered: bought ones first, since
   * those of the sign-up don't come back (INV-4), the newest first.
   */
  public Uni<List<License>> removable(UUID company, LicenseOrder order) {
    return removable(REMOVABLE, company, order);
  }

  /**
   * The same, locked. It waits for whoever has one of them: passing it over would give up a license
   * of the sign-up in place of a bought one that turns out to be free.
   */
  public Uni<List<License>> lockRemovable(UUID company, LicenseOrder order) {
    return removable(REMOVABLE + "for update", company, order);
  }

  private static Uni<List<License>> removable(String query, UUID company, LicenseOrder order) {
    return entities(
            query,
            Map.of(
                "company", company,
                "office", order.officeId(),
                "type", order.type().name(),
                "plan", order.plan().name(),
                "quantity", order.quantity()))
        .map(Licenses::licenses);
  }

  /** By Hibernate, so that the rows are in the session when they are written again. */
  private static Uni<List<LicenseRow>> entities(String query, Map<String, Object> values) {
    return Panache.getSession().chain(session -> bound(session, query, values).getResultList());
  }

  private static Mutiny.SelectionQuery<LicenseRow> bound(
      Mutiny.Session session, String query, Map<String, Object> values) {
    var bound = session.createNativeQuery(query, LicenseRow.class);
    values.forEach(bound::setParameter);
    return bound;
  }

  /** Those whose removal is due on that day, locked. */
  public Uni<List<License>> removalDue(UUID company, LocalDate day) {
    return locked(
        "companyId = ?1 and removesAt <= ?2 and state = ?3", company, day, LicenseState.FREE);
  }

  /** Those that one removal marked. */
  public Uni<List<License>> ofRemoval(UUID company, UUID removal) {
    return list("companyId = ?1 and removalId = ?2 order by licenseId", company, removal)
        .map(Licenses::licenses);
  }

  /** Those that one purchase made. */
  public Uni<List<License>> ofPurchase(UUID company, UUID purchase) {
    return list("companyId = ?1 and purchaseId = ?2 order by licenseId", company, purchase)
        .map(Licenses::licenses);
  }

  /** Whether the company has given up licenses of its sign-up of that type and plan (INV-4). */
  public Uni<Boolean> signUpRemoved(UUID company, LicenseType type, Plan plan) {
    return count(
            "companyId = ?1 and type = ?2 and plan = ?3 and origin = ?4"
                + " and (removesAt is not null or state = ?5)",
            company,
            type,
            plan,
            LicenseOrigin.SIGNUP,
            LicenseState.CANCELLED)
        .map(count -> count > 0);
  }

  /**
   * Writes what has changed of licenses that stay where they are, so that no ledger tells of it.
   */
  public Uni<Void> mark(List<License> marked) {
    return Multi.createFrom()
        .iterable(marked)
        .onItem()
        .transformToUniAndConcatenate(this::mark)
        .collect()
        .last()
        .chain(this::flush);
  }

  private Uni<Void> mark(License license) {
    return findById(new LicenseRow.Key(license.companyId(), license.id()))
        .invoke(row -> row.take(license))
        .replaceWithVoid();
  }

  /** All that the user has, locked. */
  public Uni<List<License>> assignedTo(UUID company, UUID userId) {
    return locked("companyId = ?1 and holderUserId = ?2", company, userId);
  }

  /**
   * What is reserved for an attempt of the invitation up to that one, locked. The state is written
   * out, as the partial index that serves this has it: a parameter would let a cached plan read
   * every license of the company.
   */
  public Uni<List<License>> reservedFor(UUID company, UUID invitation, int attempt) {
    return locked(
        "companyId = ?1 and holderInvitationId = ?2 and state = RESERVED and attempt <= ?3",
        company,
        invitation,
        attempt);
  }

  private Uni<List<License>> locked(String condition, Object... values) {
    return find(condition + " order by licenseId", values)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .map(Licenses::licenses);
  }

  private static List<License> licenses(List<LicenseRow> rows) {
    return rows.stream().map(LicenseRow::toLicense).toList();
  }

  /** How many of a type the company pays for on that day. */
  public Uni<Long> count(UUID company, LicenseType type, LocalDate day) {
    return count(
        "companyId = ?1 and type = ?2 and state <> ?3 and (removesAt is null or removesAt > ?4)",
        company,
        type,
        LicenseState.CANCELLED,
        day);
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
