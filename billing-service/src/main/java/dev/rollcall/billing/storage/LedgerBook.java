package dev.rollcall.billing.storage;

import dev.rollcall.billing.Account;
import dev.rollcall.billing.Account.Book;
import dev.rollcall.billing.LedgerEntry;
import dev.rollcall.billing.LedgerRules;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.Posting;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Moves licenses: their rows, the ledger's entries (BIL-3) and the balances (BIL-2), together, in
 * the running transaction. The only way to write a license. The end of the ledger is locked last of
 * all, so that transactions of a company never wait for each other in a circle.
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
                                occurred_at, previous_hash, hash)
      select :company, e.sequence, e.entry_id, e.kind, e.license_id, e.license_version,
             e.occurred_at, e.previous_hash, e.hash
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as e (
        sequence bigint, entry_id uuid, kind text, license_id uuid, license_version bigint,
        occurred_at timestamptz, previous_hash text, hash text)
      """;

  private static final String POSTINGS =
      """
      insert into ledger_posting (company_id, sequence, line, office_id, type, plan, account, quantity)
      select :company, p.sequence, p.line, p.office_id, p.type, p.plan, p.account, p.quantity
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as p (
        sequence bigint, line integer, office_id uuid, type text, plan text, account text,
        quantity bigint)
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

  private final Licenses licenses;
  private final LedgerHeads heads;
  private final Ids ids;

  LedgerBook(Licenses licenses, LedgerHeads heads, Ids ids) {
    this.licenses = licenses;
    this.heads = heads;
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
            .chain(() -> heads.lock(company))
            .map(head -> appended(head, movements, now))
            .chain(entries -> write(company, entries));
  }

  private List<LedgerEntry> appended(LedgerHeadRow head, List<Movement> movements, Instant now) {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Movement movement : movements) {
      LedgerEntry entry = LedgerRules.entry(movement, ids.next(), head.entries + 1, now, head.hash);
      head.entries = entry.sequence();
      head.hash = entry.hash();
      entries.add(entry);
    }
    return entries;
  }

  private Uni<Void> write(UUID company, List<LedgerEntry> entries) {
    JsonArray balances = balances(entries);
    List<Statement> statements =
        List.of(
            rows(ENTRIES, company, entries(entries)),
            rows(POSTINGS, company, postings(entries)),
            rows(ACCOUNTS, company, balances),
            rows(BALANCES, company, balances));
    return Multi.createFrom()
        .iterable(statements)
        .onItem()
        .transformToUniAndConcatenate(Statement::run)
        .collect()
        .last();
  }

  private static Statement rows(String sql, UUID company, JsonArray rows) {
    return Statement.of(sql).set("company", company).set("rows", rows.encode());
  }

  private static JsonArray entries(List<LedgerEntry> entries) {
    var rows = new JsonArray();
    for (LedgerEntry entry : entries) {
      rows.add(
          new JsonObject()
              .put("sequence", entry.sequence())
              .put("entry_id", entry.id().toString())
              .put("kind", entry.kind().name())
              .put("license_id", entry.licenseId().toString())
              .put("license_version", entry.licenseVersion())
              .put("occurred_at", entry.occurredAt().toString())
              .put("previous_hash", entry.previousHash())
              .put("hash", entry.hash()));
    }
    return rows;
  }

  private static JsonArray postings(List<LedgerEntry> entries) {
    var rows = new JsonArray();
    for (LedgerEntry entry : entries) {
      int line = 1;
      for (Posting posting : entry.postings()) {
        rows.add(
            account(posting.account())
                .put("sequence", entry.sequence())
                .put("line", line++)
                .put("account", posting.account().book().name())
                .put("quantity", posting.quantity()));
      }
    }
    return rows;
  }

  /** One row per office, type and plan; the contra account counts the other way round. */
  private static JsonArray balances(List<LedgerEntry> entries) {
    Map<Account, JsonObject> rows = new LinkedHashMap<>();
    for (LedgerEntry entry : entries) {
      for (Posting posting : entry.postings()) {
        add(rows, posting);
      }
    }
    return new JsonArray(List.copyOf(rows.values()));
  }

  private static void add(Map<Account, JsonObject> rows, Posting posting) {
    Account account = posting.account();
    JsonObject row = rows.computeIfAbsent(account.in(Book.PURCHASED), LedgerBook::zeros);
    String column = account.book().name().toLowerCase(java.util.Locale.ROOT);
    long change = account.book() == Book.PURCHASED ? -posting.quantity() : posting.quantity();
    row.put(column, row.getLong(column) + change);
  }

  private static JsonObject zeros(Account account) {
    return account(account)
        .put("purchased", 0L)
        .put("free", 0L)
        .put("reserved", 0L)
        .put("assigned", 0L);
  }

  private static JsonObject account(Account account) {
    return new JsonObject()
        .put("office_id", account.officeId().toString())
        .put("type", account.type().name())
        .put("plan", account.plan().name());
  }
}
