package dev.rollcall.billing.storage;

import dev.rollcall.billing.Charge;
import dev.rollcall.billing.LedgerEntry;
import dev.rollcall.billing.LedgerRules;
import dev.rollcall.billing.Movement;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Moves licenses and money: license rows, the ledger's entries (BIL-3) and the balances (BIL-2),
 * together, in the running transaction. The only way to move a license. The end of the ledger is
 * locked last of all, so that transactions of a company never wait for each other in a circle.
 */
@ApplicationScoped
public class LedgerBook {

  private static final String OPEN =
      """
      insert into ledger_head (company_id, entries, hash) values (:company, 0, :start)
      on conflict do nothing
      """;

  private static final String ENTRIES =
      """
      insert into ledger_entry (company_id, sequence, entry_id, kind, license_id, license_version,
                                charge_id, occurred_at, previous_hash, hash)
      select :company, e.sequence, e.entry_id, e.kind, e.license_id, e.license_version,
             e.charge_id, e.occurred_at, e.previous_hash, e.hash
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as e (
        sequence bigint, entry_id uuid, kind text, license_id uuid, license_version bigint,
        charge_id uuid, occurred_at timestamptz, previous_hash text, hash text)
      """;

  private static final String POSTINGS =
      """
      insert into ledger_posting (company_id, sequence, line, office_id, type, plan, account, quantity)
      select :company, p.sequence, p.line, p.office_id, p.type, p.plan, p.account, p.quantity
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as p (
        sequence bigint, line integer, office_id uuid, type text, plan text, account text,
        quantity bigint)
      """;

  private static final String AMOUNTS =
      """
      insert into ledger_amount (company_id, sequence, line, office_id, account, amount, currency)
      select :company, a.sequence, a.line, a.office_id, a.account, a.amount, a.currency
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as a (
        sequence bigint, line integer, office_id uuid, account text, amount numeric, currency text)
      """;

  private static final String ACCOUNTS =
      """
      insert into license_balance (company_id, office_id, type, plan)
      select :company, b.office_id, b.type, b.plan
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as b (
        office_id uuid, type text, plan text)
      on conflict do nothing
      """;

  private static final String BALANCES =
      """
      update license_balance balance
      set purchased = balance.purchased + b.purchased, free = balance.free + b.free,
          reserved = balance.reserved + b.reserved, assigned = balance.assigned + b.assigned
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as b (
        office_id uuid, type text, plan text, purchased bigint, free bigint, reserved bigint,
        assigned bigint)
      where balance.company_id = :company and balance.office_id = b.office_id
        and balance.type = b.type and balance.plan = b.plan
      """;

  /** The kind of the job that closes a ledger's hours; it is planned every so many entries. */
  public static final String CLOSE = "close-ledger";

  private static final String LEDGER = "ledger";
  private static final int CLOSE_EVERY = 500;

  private final Licenses licenses;
  private final Jobs jobs;
  private final Ids ids;

  LedgerBook(Licenses licenses, Jobs jobs, Ids ids) {
    this.licenses = licenses;
    this.jobs = jobs;
    this.ids = ids;
  }

  /** Opens the ledger of a new company. */
  public Uni<Void> open(UUID company) {
    return Statement.of(OPEN).set("company", company).set("start", LedgerRules.START).run();
  }

  /** Writes the movements, in this order, as of that instant of product time. */
  public Uni<Void> move(UUID company, List<Movement> movements, Instant now) {
    return movements.isEmpty()
        ? Uni.createFrom().voidItem()
        : licenses
            .store(movements)
            .chain(() -> LedgerHead.lock(company))
            .chain(head -> append(head, company, movements, now));
  }

  /** Books the charge as of that instant of product time. */
  public Uni<Void> charge(UUID company, Charge charge, Instant now) {
    return LedgerHead.lock(company).chain(head -> append(head, company, charge, now));
  }

  private Uni<Void> closeWhenDue(UUID company, List<LedgerEntry> entries) {
    return entries.stream().anyMatch(entry -> entry.sequence() % CLOSE_EVERY == 0)
        ? jobs.plan(JobRequest.now(CLOSE, company, LEDGER))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> append(LedgerHead head, UUID company, List<Movement> movements, Instant now) {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Movement movement : movements) {
      entries.add(
          head.append(LedgerRules.entry(movement, ids.next(), head.next(), now, head.hash())));
    }
    return write(head, company, entries).chain(() -> closeWhenDue(company, entries));
  }

  private Uni<Void> append(LedgerHead head, UUID company, Charge charge, Instant now) {
    LedgerEntry entry = LedgerRules.entry(charge, ids.next(), head.next(), now, head.hash());
    List<LedgerEntry> entries = List.of(head.append(entry));
    return writeCharge(head, company, entries).chain(() -> closeWhenDue(company, entries));
  }

  private static Uni<Void> write(LedgerHead head, UUID company, List<LedgerEntry> entries) {
    JsonArray balances = LedgerJson.balances(entries);
    return run(
        head.stored(),
        rows(ENTRIES, company, LedgerJson.entries(entries)),
        rows(POSTINGS, company, LedgerJson.postings(entries)),
        rows(ACCOUNTS, company, balances),
        rows(BALANCES, company, balances));
  }

  private static Uni<Void> writeCharge(LedgerHead head, UUID company, List<LedgerEntry> entries) {
    return run(
        head.stored(),
        rows(ENTRIES, company, LedgerJson.entries(entries)),
        rows(AMOUNTS, company, LedgerJson.amounts(entries)));
  }

  private static Uni<Void> run(Statement... statements) {
    return Multi.createFrom()
        .items(statements)
        .onItem()
        .transformToUniAndConcatenate(Statement::run)
        .collect()
        .last();
  }

  private static Statement rows(String sql, UUID company, JsonArray rows) {
    return Statement.of(sql).set("company", company).set("rows", rows.encode());
  }
}
