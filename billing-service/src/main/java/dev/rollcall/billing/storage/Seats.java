package dev.rollcall.billing.storage;

import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.Seat;
import dev.rollcall.billing.SeatWish;
import dev.rollcall.billing.SeatWish.Source;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The seats of the running transaction's company, on plain statements: every invitation passes. */
@ApplicationScoped
public class Seats {

  private static final String APPEAR =
      """
      insert into seat (company_id, process_id, attempt, status, version, updated_at)
      values (:company, :process, 0, 'UNSEEN', 0, :now)
      on conflict do nothing
      """;

  private static final String LOCK =
      """
      select attempt, status, license_id, user_id, office_id, type, plan, purchase, quote_id,
        refusal, version
      from seat where company_id = :company and process_id = :process
      for update
      """;

  private static final String STORE =
      """
      update seat
      set attempt = :attempt, status = :status, license_id = :license, user_id = :user,
          office_id = :office, type = :type, plan = :plan, purchase = :purchase,
          quote_id = :quote, refusal = :refusal, version = :version, updated_at = :now
      where company_id = :company and process_id = :process
      """;

  private static final String WAITING =
      "select process_id from seat where company_id = :company and status = 'WAITING'";

  /**
   * The process's seat, locked until the transaction ends, so that events of one process are taken
   * one after the other, on whichever topic they come; an unseen one where nothing was heard of it.
   */
  public Uni<Seat> lock(UUID company, UUID process, Instant now) {
    return of(APPEAR, company, process)
        .set("now", now)
        .run()
        .chain(() -> of(LOCK, company, process).rows())
        .map(rows -> seat(company, process, rows.getFirst()));
  }

  /** Writes the changed seat, which is locked. */
  public Uni<Void> store(Seat seat, Instant now) {
    Optional<SeatWish> wish = seat.wish();
    return of(STORE, seat.companyId(), seat.processId())
        .set("attempt", seat.attempt())
        .set("status", seat.status())
        .set("license", seat.licenseId().orElse(null))
        .set("user", seat.userId().orElse(null))
        .set("office", wish.map(SeatWish::officeId).orElse(null))
        .set("type", wish.map(SeatWish::type).orElse(null))
        .set("plan", wish.flatMap(SeatWish::plan).orElse(null))
        .set("purchase", wish.map(SeatWish::source).filter(Seats::buys).isPresent())
        .set("quote", wish.map(Seats::quote).orElse(null))
        .set("refusal", seat.refusal().orElse(null))
        .set("version", seat.version())
        .set("now", now)
        .run();
  }

  /** The processes that wait for their company or office to be known. */
  public Uni<List<UUID>> waiting(UUID company) {
    return Statement.of(WAITING).set("company", company).rows(UUID.class);
  }

  private static Statement of(String sql, UUID company, UUID process) {
    return Statement.of(sql).set("company", company).set("process", process);
  }

  private static boolean buys(Source source) {
    return source instanceof Source.Purchase;
  }

  private static @Nullable UUID quote(SeatWish wish) {
    return wish.source() instanceof Source.Purchase(Optional<UUID> quote)
        ? quote.orElse(null)
        : null;
  }

  private static Seat seat(UUID company, UUID process, Row row) {
    return new Seat(
        company,
        process,
        row.get("attempt", Integer.class),
        Seat.Status.valueOf(row.text("status")),
        Optional.ofNullable(row.uuid("license_id")),
        Optional.ofNullable(row.uuid("user_id")),
        row.has("office_id") ? Optional.of(wish(row)) : Optional.empty(),
        Optional.ofNullable(row.text("refusal")),
        row.get("version", Long.class));
  }

  private static SeatWish wish(Row row) {
    return new SeatWish(
        row.uuid("office_id"),
        LicenseType.valueOf(row.text("type")),
        Optional.ofNullable(row.text("plan")).map(Plan::valueOf),
        row.get("purchase", Boolean.class)
            ? new Source.Purchase(Optional.ofNullable(row.uuid("quote_id")))
            : new Source.Existing());
  }
}
