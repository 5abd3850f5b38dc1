package dev.rollcall.billing.storage;

import dev.rollcall.billing.Account;
import dev.rollcall.billing.Account.Book;
import dev.rollcall.billing.Balance;
import dev.rollcall.billing.LedgerEntry;
import dev.rollcall.billing.LedgerEntry.Subject;
import dev.rollcall.billing.LedgerProof;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.Plan;
import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Balances and proof of the ledger (BIL-3). */
@ApplicationScoped
public class LedgerReads {

  private static final String BALANCES =
      """
      select office_id, type, plan, account, sum(quantity)::bigint as balance
      from ledger_posting posting
      join ledger_entry entry using (company_id, sequence)
      where\s
      """;

  private static final String PER_ACCOUNT =
      """
       group by office_id, type, plan, account
       order by office_id, type, plan, account
      """;

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
      where company_id = $1 and sequence > $2 and sequence <= $3
      order by sequence limit $4
      """;

  // Three tellings of the same: the postings, the balances and the licenses themselves; and two of
  // what was bought.
  private static final String AGREES =
      """
      with booked as (
        select office_id, type, plan,
               -coalesce(sum(quantity) filter (where account = 'PURCHASED'), 0)::bigint as purchased,
               coalesce(sum(quantity) filter (where account = 'FREE'), 0)::bigint as free,
               coalesce(sum(quantity) filter (where account = 'RESERVED'), 0)::bigint as reserved,
               coalesce(sum(quantity) filter (where account = 'ASSIGNED'), 0)::bigint as assigned
        from ledger_posting where company_id = $1 group by office_id, type, plan
      ), counted as (
        select office_id, type, plan, count(*) filter (where state <> 'CANCELLED') as purchased,
               count(*) filter (where state = 'FREE') as free,
               count(*) filter (where state = 'RESERVED') as reserved,
               count(*) filter (where state = 'ASSIGNED') as assigned
        from license where company_id = $1 group by office_id, type, plan
      ), kept as (
        select office_id, type, plan, purchased, free, reserved, assigned
        from license_balance where company_id = $1
      ), bought as (
        select purchase_id as id, total, currency from license_purchase where company_id = $1
      ), charged as (
        select charge_id as id, amount, currency
        from ledger_entry join ledger_amount using (company_id, sequence)
        where company_id = $1 and account = 'RECEIVABLE'
      )
      select not exists (table booked except table counted)
         and not exists (table counted except table booked)
         and not exists (table booked except table kept)
         and not exists (table kept except table booked)
         and not exists (table bought except table charged)
         and not exists (table charged except table bought) as agrees
      """;

  private final CompanySql sql;

  LedgerReads(CompanySql sql) {
    this.sql = sql;
  }

  /** Where the chain ends. */
  private record Head(long entries, String hash) {}

  /**
   * All balances as of the instant of product time, that instant included; empty where the company
   * isn't known.
   */
  public Uni<Optional<List<Balance>>> balances(
      UUID company, Instant at, Optional<Set<UUID>> offices) {
    Conditions where =
        Conditions.of(company)
            .in("office_id", offices)
            .atMost("entry.occurred_at", at.atOffset(ZoneOffset.UTC));
    return sql.within(company, connection -> balances(connection, company, where));
  }

  private static Uni<Optional<List<Balance>>> balances(
      SqlConnection connection, UUID company, Conditions where) {
    return connection
        .preparedQuery(BALANCES + where.sql() + PER_ACCOUNT)
        .execute(where.values())
        .map(rows -> Rows.list(rows, LedgerReads::balance))
        .chain(found -> KnownCheck.of(connection, company, found));
  }

  /**
   * Reads all of the ledger, so many entries at a time, and proves it; empty where the company
   * isn't known.
   */
  public Uni<Optional<LedgerProof>> verify(UUID company, int pageSize) {
    return sql.within(company, connection -> verify(connection, company, pageSize));
  }

  private static Uni<Optional<LedgerProof>> verify(
      SqlConnection connection, UUID company, int pageSize) {
    return head(connection, company)
        .map(found -> found.map(head -> new Verification(connection, company, head, pageSize)))
        .chain(LedgerReads::run);
  }

  private static Uni<Optional<LedgerProof>> run(Optional<Verification> verification) {
    return verification
        .map(it -> it.run().map(Optional::of))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static Uni<Optional<Head>> head(SqlConnection connection, UUID company) {
    return connection
        .preparedQuery(HEAD)
        .execute(Tuple.of(company))
        .map(rows -> Rows.list(rows, LedgerReads::head).stream().findFirst());
  }

  /** One verification, up to the head that it found. */
  private record Verification(SqlConnection connection, UUID company, Head head, int pageSize) {

    Uni<LedgerProof> run() {
      return from(LedgerProof.start(), 0)
          .map(proof -> proof.end(head.entries(), head.hash()))
          .chain(proof -> disagreement().map(proof::and));
    }

    private Uni<LedgerProof> from(LedgerProof proof, long after) {
      return connection
          .preparedQuery(ENTRIES)
          .execute(Tuple.of(company, after, head.entries(), pageSize))
          .map(rows -> Rows.list(rows, LedgerReads::entry))
          .chain(entries -> on(proof, entries));
    }

    private Uni<LedgerProof> on(LedgerProof proof, List<LedgerEntry> entries) {
      LedgerProof next = proof;
      for (LedgerEntry entry : entries) {
        next = next.then(entry);
      }
      return entries.size() < pageSize
          ? Uni.createFrom().item(next)
          : from(next, entries.getLast().sequence());
    }

    /** The entry that would explain what the ledger doesn't. */
    private Uni<Optional<Long>> disagreement() {
      return connection
          .preparedQuery(AGREES)
          .execute(Tuple.of(company))
          .map(rows -> rows.iterator().next().getBoolean("agrees"))
          .map(agrees -> agrees ? Optional.empty() : Optional.of(head.entries() + 1));
    }
  }

  private static Head head(Row row) {
    return new Head(row.getLong("entries"), row.getString("hash"));
  }

  private static Balance balance(Row row) {
    return new Balance(
        new Account(
            row.getUUID("office_id"),
            LicenseType.valueOf(row.getString("type")),
            Plan.valueOf(row.getString("plan")),
            Book.valueOf(row.getString("account"))),
        row.getLong("balance"));
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
