package dev.rollcall.billing.storage;

import dev.rollcall.billing.LedgerCheck;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The verifications of the running transaction's company that are under way, and how far. */
@ApplicationScoped
public class LedgerVerifications {

  private static final String BEGIN =
      """
      insert into ledger_verification as v (company_id, operation_id, started_by, step, state)
      values (:company, :operation, :user, 0, cast(cast(:state as text) as jsonb))
      on conflict on constraint ledger_verification_one do update set operation_id = v.operation_id
      returning operation_id
      """;

  private static final String FIND =
      """
      select step, cast(state as text) as state from ledger_verification
      where company_id = :company and operation_id = :operation
      """;

  private static final String STORE =
      """
      update ledger_verification
      set step = step + 1, state = cast(cast(:state as text) as jsonb)
      where company_id = :company and operation_id = :operation and step = :step
      """;

  private static final String END =
      """
      delete from ledger_verification
      where company_id = :company and operation_id = :operation and step = :step
      """;

  /**
   * One that is under way.
   *
   * @param step rises with each time that it goes further
   */
  public record Running(UUID company, UUID operation, long step, LedgerCheck check) {

    /** The same, further. */
    public Running at(LedgerCheck further) {
      return new Running(company, operation, step, further);
    }
  }

  /**
   * Begins one; a user has one of a company at a time.
   *
   * @return the operation that verifies: this one, or the user's that is under way
   */
  public Uni<UUID> begin(UUID company, UUID operation, UUID user) {
    return Statement.of(BEGIN)
        .set("company", company)
        .set("operation", operation)
        .set("user", user)
        .set("state", LedgerCheckJson.write(LedgerCheck.start()))
        .rows(UUID.class)
        .map(List::getFirst);
  }

  /** Empty where it is done. */
  public Uni<Optional<Running>> find(UUID company, UUID operation) {
    return Statement.of(FIND)
        .set("company", company)
        .set("operation", operation)
        .rows()
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(
                        row ->
                            new Running(
                                company,
                                operation,
                                row.get("step", Long.class),
                                LedgerCheckJson.read(row.get("state", String.class)))));
  }

  /** Writes how far it is by now; whether nobody else has taken it further meanwhile. */
  public Uni<Boolean> store(Running running) {
    return of(STORE, running).set("state", LedgerCheckJson.write(running.check())).changed();
  }

  /** Forgets one that is done; whether nobody else has meanwhile. */
  public Uni<Boolean> end(Running running) {
    return of(END, running).changed();
  }

  private static Statement of(String sql, Running running) {
    return Statement.of(sql)
        .set("company", running.company())
        .set("operation", running.operation())
        .set("step", running.step());
  }
}
