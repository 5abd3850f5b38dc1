package dev.rollcall.billing.storage;

import dev.rollcall.billing.Account;
import dev.rollcall.billing.Account.Book;
import dev.rollcall.billing.LedgerEntry;
import dev.rollcall.billing.LedgerEntry.Subject;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Money;
import dev.rollcall.billing.MoneyPosting;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.Posting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Ledger entries as JSON: record sets that one statement inserts at once, and lines read back. */
final class LedgerJson {

  private LedgerJson() {}

  static JsonArray entries(List<LedgerEntry> entries) {
    var rows = new JsonArray();
    for (LedgerEntry entry : entries) {
      rows.add(
          subject(entry.subject())
              .put("sequence", entry.sequence())
              .put("entry_id", entry.id().toString())
              .put("occurred_at", entry.occurredAt().toString())
              .put("previous_hash", entry.previousHash())
              .put("hash", entry.hash()));
    }
    return rows;
  }

  private static JsonObject subject(Subject subject) {
    return switch (subject) {
      case Subject.Moved(Movement.Kind kind, UUID license, long version) ->
          new JsonObject()
              .put("kind", kind.name())
              .put("license_id", license.toString())
              .put("license_version", version);
      case Subject.Charged(UUID charge) ->
          new JsonObject().put("kind", "CHARGED").put("charge_id", charge.toString());
    };
  }

  static JsonArray amounts(List<LedgerEntry> entries) {
    var rows = new JsonArray();
    for (LedgerEntry entry : entries) {
      int line = 1;
      for (MoneyPosting posting : entry.amounts()) {
        rows.add(
            new JsonObject()
                .put("sequence", entry.sequence())
                .put("line", line++)
                .put("office_id", posting.officeId().toString())
                .put("account", posting.account().name())
                .put("amount", posting.amount().amount().toPlainString())
                .put("currency", posting.amount().currency().getCurrencyCode()));
      }
    }
    return rows;
  }

  static JsonArray postings(List<LedgerEntry> entries) {
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
  static JsonArray balances(List<LedgerEntry> entries) {
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
    JsonObject row = rows.computeIfAbsent(account.in(Book.PURCHASED), LedgerJson::zeros);
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

  static List<Posting> readPostings(JsonArray postings) {
    return postings.stream().map(JsonObject.class::cast).map(LedgerJson::posting).toList();
  }

  private static Posting posting(JsonObject posting) {
    return new Posting(
        new Account(
            UUID.fromString(posting.getString("office")),
            LicenseType.valueOf(posting.getString("type")),
            Plan.valueOf(posting.getString("plan")),
            Book.valueOf(posting.getString("account"))),
        posting.getLong("quantity"));
  }

  static List<MoneyPosting> readAmounts(JsonArray amounts) {
    return amounts.stream().map(JsonObject.class::cast).map(LedgerJson::amount).toList();
  }

  private static MoneyPosting amount(JsonObject amount) {
    return new MoneyPosting(
        UUID.fromString(amount.getString("office")),
        MoneyPosting.Account.valueOf(amount.getString("account")),
        Money.of(amount.getString("amount"), amount.getString("currency")));
  }
}
