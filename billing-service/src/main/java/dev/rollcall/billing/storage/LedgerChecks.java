package dev.rollcall.billing.storage;

import dev.rollcall.billing.Account;
import dev.rollcall.billing.Account.Book;
import dev.rollcall.billing.Balance;
import dev.rollcall.billing.LedgerCheck;
import dev.rollcall.billing.LedgerEntry;
import dev.rollcall.billing.LedgerEntry.Subject;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.MoneyPosting;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.Plan;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.HeavyReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads a company's ledger, and what it must agree with, for its proof (BIL-3). */
@ApplicationScoped
public class LedgerChecks {

  private static final String HEAD = "select entries, hash from ledger_head where company_id = $1";

  private static final String ENTRIES =
      """
      select sequence, entry_id, kind, license_id, license_version, charge_id, occurred_at,
             previous_hash, hash,
             coalesce((
               select jsonb_agg(jsonb_build_object(
                 'office', office_id, 'type', type, 'plan', plan, 'account', account,
                 'quantity', quantity) order by line)
               from ledger_posting posting
               where posting.company_id = entry.company_id and posting.sequence = entry.sequence
             ), '[]') as postings,
             coalesce((
               select jsonb_agg(jsonb_build_object(
                 'office', office_id, 'account', account, 'amount', amount::text,
                 'currency', currency) order by line)
               from ledger_amount line
               where line.company_id = entry.company_id and line.sequence = entry.sequence
             ), '[]') as amounts
      from ledger_entry entry
      where company_id = $1 and sequence > $2
      order by sequence limit $3
      """;

  // Each license that came into the ledger is there, and each charge is that of a purchase.
  private static final String ENTRIES_AGREE =
      """
      select not exists (
               select from ledger_entry entry
               where entry.company_id = $1 and entry.sequence > $2 and entry.sequence <= $3
                 and entry.kind = 'CREATED'
                 and not exists (
                   select from license
                   where license.company_id = $1 and license.license_id = entry.license_id))
         and not exists (
               select from ledger_entry entry
               join ledger_amount line
                 on line.company_id = entry.company_id and line.sequence = entry.sequence
               where entry.company_id = $1 and entry.sequence > $2 and entry.sequence <= $3
                 and line.account = 'RECEIVABLE'
                 and not exists (
                   select from license_purchase purchase
                   where purchase.company_id = $1 and purchase.purchase_id = entry.charge_id
                     and purchase.total = line.amount and purchase.currency = line.currency))
             as agrees
      """;

  // Each license is where its newest movement has brought it.
  private static final String LICENSES_AGREE =
      """
      with page as (
        select license_id, office_id, type, plan, state, version from license
        where company_id = $1 and license_id > $2 order by license_id limit $3
      ), compared as (
        select page.license_id, exists (
                 select from ledger_posting posting
                 where posting.company_id = $1 and posting.sequence = newest.sequence
                   and posting.office_id = page.office_id and posting.type = page.type
                   and posting.plan = page.plan and posting.quantity > 0
                   and posting.account
                     = case page.state when 'CANCELLED' then 'PURCHASED' else page.state end
                   and newest.license_version <= page.version) as agrees
        from page left join lateral (
          select entry.sequence, entry.license_version from ledger_entry entry
          where entry.company_id = $1 and entry.license_id = page.license_id
          order by entry.license_version desc limit 1) newest on true
      )
      select count(*) as found, coalesce(bool_and(agrees), true) as agrees,
             (select license_id from page order by license_id desc limit 1) as last
      from compared
      """;

  // Each purchase was charged.
  private static final String PURCHASES_AGREE =
      """
      with page as (
        select purchase_id, total, currency from license_purchase
        where company_id = $1 and purchase_id > $2 order by purchase_id limit $3
      ), compared as (
        select exists (
                 select from ledger_entry entry
                 join ledger_amount line
                   on line.company_id = entry.company_id and line.sequence = entry.sequence
                 where entry.company_id = $1 and entry.charge_id = page.purchase_id
                   and line.account = 'RECEIVABLE' and line.amount = page.total
                   and line.currency = page.currency) as agrees
        from page
      )
      select count(*) as found, coalesce(bool_and(agrees), true) as agrees,
             (select purchase_id from page order by purchase_id desc limit 1) as last
      from compared
      """;

  private static final String KEPT =
      """
      select office_id, type, plan, purchased, free, reserved, assigned
      from license_balance where company_id = $1
      """;

  /** Later than every entry. */
  private static final Instant EVER = Instant.parse("9999-12-31T23:59:59Z");

  private final CompanySql sql;
  private final HeavyReads reads;

  LedgerChecks(CompanySql sql, HeavyReads reads) {
    this.sql = sql;
    this.reads = reads;
  }

  /** How many entries the company's ledger has; empty where the company isn't known. */
  public Uni<Optional<Long>> entries(UUID company) {
    return sql.list(company, HEAD, Tuple.of(company), row -> row.getLong("entries"))
        .map(found -> found.stream().findFirst());
  }

  /**
   * Takes the check further in one snapshot, until it is done or has taken so many steps.
   *
   * @param pageSize how much one step looks at
   */
  public Uni<LedgerCheck> advance(UUID company, LedgerCheck check, int pageSize, int steps) {
    return reads.within(
        company, connection -> new Reading(connection, company, pageSize).advance(check, steps));
  }

  /** What a comparison of one page has found. */
  private record Compared(long found, boolean agrees, UUID last) {}

  /** One company's tables in one snapshot. */
  private record Reading(SqlConnection connection, UUID company, int pageSize) {

    Uni<LedgerCheck> advance(LedgerCheck check, int steps) {
      return steps == 0 || check.stage() == LedgerCheck.Stage.DONE
          ? Uni.createFrom().item(check)
          : step(check).chain(next -> advance(next, steps - 1));
    }

    private Uni<LedgerCheck> step(LedgerCheck check) {
      return switch (check.stage()) {
        case ENTRIES -> page(check).chain(entries -> entries(check, entries));
        case LICENSES -> compare(LICENSES_AGREE, check);
        case PURCHASES -> compare(PURCHASES_AGREE, check);
        case END -> page(check).chain(entries -> rest(check, entries));
        case DONE -> Uni.createFrom().item(check);
      };
    }

    private Uni<List<LedgerEntry>> page(LedgerCheck check) {
      return connection
          .preparedQuery(ENTRIES)
          .execute(Tuple.of(company, check.sequence(), pageSize))
          .map(rows -> Rows.list(rows, LedgerChecks::entry));
    }

    private Uni<LedgerCheck> entries(LedgerCheck check, List<LedgerEntry> page) {
      return read(check, page).map(read -> page.size() < pageSize ? read.next() : read);
    }

    private Uni<LedgerCheck> rest(LedgerCheck check, List<LedgerEntry> page) {
      Uni<LedgerCheck> read = read(check, page);
      return page.size() < pageSize ? read.chain(this::balances).chain(this::end) : read;
    }

    private Uni<LedgerCheck> read(LedgerCheck check, List<LedgerEntry> page) {
      LedgerCheck read = check.read(page);
      return page.isEmpty()
          ? Uni.createFrom().item(read)
          : connection
              .preparedQuery(ENTRIES_AGREE)
              .execute(Tuple.of(company, check.sequence(), read.sequence()))
              .map(rows -> read.compared(first(rows).getBoolean("agrees")));
    }

    private Uni<LedgerCheck> compare(String query, LedgerCheck check) {
      return connection
          .preparedQuery(query)
          .execute(Tuple.of(company, check.after(), pageSize))
          .map(rows -> LedgerChecks.found(first(rows), check))
          .map(found -> compared(check, found));
    }

    private LedgerCheck compared(LedgerCheck check, Compared found) {
      LedgerCheck compared = check.compared(found.agrees()).upTo(found.last());
      return found.found() < pageSize ? compared.next() : compared;
    }

    /** What is kept beside the ledger says what was read of it: now, and as of any instant. */
    private Uni<LedgerCheck> balances(LedgerCheck check) {
      return connection
          .preparedQuery(KEPT)
          .execute(Tuple.of(company))
          .map(LedgerChecks::kept)
          .chain(kept -> withMoney(kept).map(check::agreesWith).map(check::compared))
          .chain(this::closed);
    }

    private Uni<LedgerCheck> closed(LedgerCheck check) {
      return LedgerReads.balances(connection, company, EVER, Optional.empty())
          .map(LedgerChecks::sums)
          .chain(this::withMoney)
          .map(closed -> check.compared(check.agreesWith(closed)));
    }

    private Uni<Map<String, BigDecimal>> withMoney(Map<String, BigDecimal> licenses) {
      return MoneyReads.balances(connection, company, EVER, Optional.empty())
          .map(money -> with(licenses, money));
    }

    private Uni<LedgerCheck> end(LedgerCheck check) {
      return connection
          .preparedQuery(HEAD)
          .execute(Tuple.of(company))
          .map(LedgerChecks::first)
          .map(head -> check.end(head.getLong("entries"), head.getString("hash")));
    }
  }

  private static Row first(RowSet<Row> rows) {
    return rows.iterator().next();
  }

  private static Compared found(Row row, LedgerCheck check) {
    UUID last = row.getUUID("last");
    return new Compared(
        row.getLong("found"), row.getBoolean("agrees"), last == null ? check.after() : last);
  }

  private static Map<String, BigDecimal> kept(RowSet<Row> rows) {
    var kept = new HashMap<String, BigDecimal>();
    for (Row row : rows) {
      put(kept, row, Book.PURCHASED, -row.getLong("purchased"));
      put(kept, row, Book.FREE, row.getLong("free"));
      put(kept, row, Book.RESERVED, row.getLong("reserved"));
      put(kept, row, Book.ASSIGNED, row.getLong("assigned"));
    }
    return kept;
  }

  private static void put(Map<String, BigDecimal> kept, Row row, Book book, long quantity) {
    var account =
        new Account(
            row.getUUID("office_id"),
            LicenseType.valueOf(row.getString("type")),
            Plan.valueOf(row.getString("plan")),
            book);
    kept.put(LedgerCheck.key(account), BigDecimal.valueOf(quantity));
  }

  private static Map<String, BigDecimal> sums(List<Balance> balances) {
    var sums = new HashMap<String, BigDecimal>();
    balances.forEach(
        balance ->
            sums.put(LedgerCheck.key(balance.account()), BigDecimal.valueOf(balance.quantity())));
    return sums;
  }

  private static Map<String, BigDecimal> with(
      Map<String, BigDecimal> licenses, List<MoneyPosting> money) {
    var all = new HashMap<>(licenses);
    money.forEach(balance -> all.put(LedgerCheck.key(balance), balance.amount().amount()));
    return all;
  }

  private static LedgerEntry entry(Row row) {
    return new LedgerEntry(
        row.getLong("sequence"),
        row.getUUID("entry_id"),
        subject(row),
        Rows.instant(row, "occurred_at"),
        LedgerJson.readPostings(row.getJsonArray("postings")),
        LedgerJson.readAmounts(row.getJsonArray("amounts")),
        row.getString("previous_hash"),
        row.getString("hash"));
  }

  private static Subject subject(Row row) {
    String kind = row.getString("kind");
    return kind.equals("CHARGED")
        ? new Subject.Charged(row.getUUID("charge_id"))
        : new Subject.Moved(
            Movement.Kind.valueOf(kind), row.getUUID("license_id"), row.getLong("license_version"));
  }
}
