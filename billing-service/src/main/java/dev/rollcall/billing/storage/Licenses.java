package dev.rollcall.billing.storage;

import dev.rollcall.billing.License;
import dev.rollcall.billing.LicenseOrder;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.SeatWish;
import dev.rollcall.platform.storage.Statement;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The licenses of the running transaction's company. */
@ApplicationScoped
public class Licenses implements PanacheRepositoryBase<LicenseRow, LicenseRow.Key> {

  private static final String COLUMNS =
      """
      company_id, license_id, office_id, type, plan, state, origin, holder_user_id,
      holder_invitation_id, attempt, charged_from, purchase_id, removal_id, removes_at, version,
      created_at, updated_at
      """;

  private static final String FITTING =
      """
      from license
      where company_id = :company and office_id = :office and type = :type and state = 'FREE'
        and removes_at is null and plan = any(string_to_array(:plans, ','))
      """;

  // Plans sort by their names as they do by their prices. A row that another transaction is taking
  // right now is passed over instead of waited for.
  private static final String TAKE =
      "select "
          + COLUMNS
          + FITTING
          + """
          order by plan, license_id
          limit 1
          for update skip locked
          """;

  // In the order in which a removal locks them: two that wait never wait for each other.
  private static final String WAIT_FOR =
      "select "
          + COLUMNS
          + FITTING
          + """
          order by plan, origin, license_id desc
          limit 1
          for update
          """;

  private static final String IS_FREE = "select exists (select " + FITTING + ") as free";

  private static final String TAKE_BOUGHT =
      "select "
          + COLUMNS
          + """
          from license
          where company_id = :company and purchase_id = :purchase and state = 'FREE'
            and removes_at is null
          order by license_id
          limit 1
          for update skip locked
          """;

  private static final String LIMIT_WAIT =
      "select set_config('lock_timeout', :millis, true) as was";

  // By their names, bought ones come before those of the sign-up.
  private static final String REMOVABLE =
      "select "
          + COLUMNS
          + """
          from license
          where company_id = :company and office_id = :office and type = :type and plan = :plan
            and state = 'FREE' and removes_at is null
          order by origin, license_id desc
          limit :quantity
          """;

  private static final String SIGN_UP_REMOVED =
      """
      select exists (
        select from license
        where company_id = :company and type = :type and plan = :plan and origin = 'SIGNUP'
          and (removes_at is not null or state = 'CANCELLED')) as removed
      """;

  // The balances have all that were bought; of those only the ones are counted whose day has come
  // and that the job hasn't ended yet.
  private static final String PAID =
      """
      select cast(coalesce((
               select sum(purchased) from license_balance
               where company_id = :company and type = :type), 0)
             - (
               select count(*) from license
               where company_id = :company and type = :type and state = 'FREE'
                 and removes_at <= :day) as bigint) as paid
      """;

  private static final String ADD =
      """
      insert into license (company_id, license_id, office_id, type, plan, state, origin,
                           holder_user_id, holder_invitation_id, attempt, charged_from,
                           purchase_id, removal_id, removes_at, version, created_at, updated_at)
      select :company, l.license_id, l.office_id, l.type, l.plan, l.state, l.origin,
             l.holder_user_id, l.holder_invitation_id, l.attempt, l.charged_from, l.purchase_id,
             l.removal_id, l.removes_at, l.version, l.created_at, l.updated_at
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as l (
        license_id uuid, office_id uuid, type text, plan text, state text, origin text,
        holder_user_id uuid, holder_invitation_id uuid, attempt integer, charged_from date,
        purchase_id uuid, removal_id uuid, removes_at date, version bigint,
        created_at timestamptz, updated_at timestamptz)
      """;

  private static final String CHANGE =
      """
      update license set
        office_id = l.office_id, type = l.type, plan = l.plan, state = l.state,
        holder_user_id = l.holder_user_id, holder_invitation_id = l.holder_invitation_id,
        attempt = l.attempt, charged_from = l.charged_from, removal_id = l.removal_id,
        removes_at = l.removes_at, version = l.version, updated_at = l.updated_at
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as l (
        license_id uuid, office_id uuid, type text, plan text, state text,
        holder_user_id uuid, holder_invitation_id uuid, attempt integer, charged_from date,
        removal_id uuid, removes_at date, version bigint, updated_at timestamptz)
      where license.company_id = :company and license.license_id = l.license_id
      """;

  /** The license, locked until the transaction ends. */
  public Uni<Optional<License>> lock(UUID company, UUID id) {
    return find("companyId = ?1 and licenseId = ?2", company, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(row -> Optional.ofNullable(row).map(LicenseRow::toLicense));
  }

  /**
   * A free license that fits and that no other transaction has locked; exactly one transaction gets
   * it (INV-6). Empty is no reason to refuse for good: see {@link #isFree}.
   */
  public Uni<Optional<License>> take(UUID company, SeatWish wish) {
    return first(TAKE, fitting(company, wish));
  }

  /**
   * The same, but waits for the transactions that have such licenses, so long at most. The caller
   * holds neither a license nor the end of the ledger: who has the license may be waiting for that.
   */
  public Uni<Optional<License>> takeWaiting(UUID company, SeatWish wish, Duration longest) {
    return Statement.of(LIMIT_WAIT)
        .set("millis", Long.toString(longest.toMillis()))
        .rows()
        .chain(() -> first(WAIT_FOR, fitting(company, wish)));
  }

  /**
   * Whether a license that fits is free as far as is committed: where none could be taken, another
   * transaction has it, and may still roll back.
   */
  public Uni<Boolean> isFree(UUID company, SeatWish wish) {
    return Statement.of(IS_FREE)
        .set("company", company)
        .set("office", wish.officeId())
        .set("type", wish.type().name())
        .set("plans", plans(wish))
        .rows(Boolean.class)
        .map(List::getFirst);
  }

  /** A license of that purchase which is still free and not locked by others, locked. */
  public Uni<Optional<License>> takeBought(UUID company, UUID purchase) {
    return first(TAKE_BOUGHT, Map.of("company", company, "purchase", purchase));
  }

  private static Map<String, Object> fitting(UUID company, SeatWish wish) {
    return Map.of(
        "company", company,
        "office", wish.officeId(),
        "type", wish.type().name(),
        "plans", plans(wish));
  }

  private static Uni<Optional<License>> first(String query, Map<String, Object> values) {
    return entities(query, values)
        .map(rows -> rows.stream().findFirst().map(LicenseRow::toLicense));
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

  /** Some of those whose removal is due on that day, locked; at most so many. */
  public Uni<List<License>> removalDue(UUID company, LocalDate day, int atMost) {
    return find(
            "companyId = ?1 and removesAt <= ?2 and removesAt is not null and state = FREE"
                + " order by removesAt, licenseId",
            company,
            day)
        .range(0, atMost - 1)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .map(Licenses::licenses);
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
    return Statement.of(SIGN_UP_REMOVED)
        .set("company", company)
        .set("type", type.name())
        .set("plan", plan.name())
        .rows(Boolean.class)
        .map(List::getFirst);
  }

  /**
   * Writes what has changed of licenses that stay where they are, so that no ledger tells of it.
   */
  public Uni<Void> mark(List<License> marked) {
    return marked.isEmpty()
        ? Uni.createFrom().voidItem()
        : change(marked.getFirst().companyId(), marked);
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
  public Uni<Long> paid(UUID company, LicenseType type, LocalDate day) {
    return Statement.of(PAID)
        .set("company", company)
        .set("type", type.name())
        .set("day", day)
        .rows(Long.class)
        .map(List::getFirst);
  }

  /** Writes where the movements have brought their licenses; new ones first. */
  Uni<Void> store(List<Movement> movements) {
    return add(movements.stream().filter(Licenses::creates).map(Movement::after).toList())
        .chain(() -> move(movements.stream().filter(movement -> !creates(movement)).toList()));
  }

  private static boolean creates(Movement movement) {
    return movement.before().isEmpty();
  }

  private static Uni<Void> add(List<License> licenses) {
    return licenses.isEmpty()
        ? Uni.createFrom().voidItem()
        : Statement.of(ADD)
            .set("company", licenses.getFirst().companyId())
            .set("rows", LicenseJson.rows(licenses).encode())
            .run();
  }

  private Uni<Void> move(List<Movement> movements) {
    return switch (movements.size()) {
      case 0 -> Uni.createFrom().voidItem();
      case 1 -> move(movements.getFirst().after());
      default -> change(movements.getFirst().after().companyId(), last(movements));
    };
  }

  private Uni<Void> move(License after) {
    return findById(new LicenseRow.Key(after.companyId(), after.id()))
        .invoke(row -> row.take(after))
        .chain(this::flush);
  }

  /** Where each license ends: one statement changes a row once. */
  private static List<License> last(List<Movement> movements) {
    var last = new LinkedHashMap<UUID, License>();
    movements.forEach(movement -> last.put(movement.after().id(), movement.after()));
    return List.copyOf(last.values());
  }

  /** In one statement, past the session, which forgets what it has read of them. */
  private Uni<Void> change(UUID company, List<License> licenses) {
    return flush()
        .chain(
            () ->
                Statement.of(CHANGE)
                    .set("company", company)
                    .set("rows", LicenseJson.rows(licenses).encode())
                    .run())
        .chain(Panache::getSession)
        .invoke(Mutiny.Session::clear)
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
