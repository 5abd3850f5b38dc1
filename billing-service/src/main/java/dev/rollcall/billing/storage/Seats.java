package dev.rollcall.billing.storage;

import dev.rollcall.billing.Seat;
import dev.rollcall.platform.storage.Statement;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The seats of the running transaction's company. */
@ApplicationScoped
public class Seats implements PanacheRepositoryBase<SeatRow, SeatRow.Key> {

  private static final String APPEAR =
      """
      insert into seat (company_id, process_id, attempt, status, version, updated_at)
      values (:company, :process, 0, 'UNSEEN', 0, :now)
      on conflict do nothing
      """;

  /**
   * The process's seat, locked until the transaction ends, so that events of one process are taken
   * one after the other, on whichever topic they come; an unseen one where nothing was heard of it.
   */
  public Uni<Seat> lock(UUID company, UUID process, Instant now) {
    return Statement.of(APPEAR)
        .set("company", company)
        .set("process", process)
        .set("now", now)
        .run()
        .chain(() -> locked(company, process))
        .map(SeatRow::toSeat);
  }

  /** Writes the changed seat, which is locked. */
  public Uni<Void> store(Seat seat, Instant now) {
    return findById(new SeatRow.Key(seat.companyId(), seat.processId()))
        .invoke(row -> row.take(seat, now))
        .chain(this::flush);
  }

  /** The processes that wait for their company or office to be known. */
  public Uni<List<UUID>> waiting(UUID company) {
    return list("companyId = ?1 and status = ?2", company, Seat.Status.WAITING)
        .map(rows -> rows.stream().map(row -> row.processId).toList());
  }

  private Uni<SeatRow> locked(UUID company, UUID process) {
    return find("companyId = ?1 and processId = ?2", company, process)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .singleResult();
  }
}
