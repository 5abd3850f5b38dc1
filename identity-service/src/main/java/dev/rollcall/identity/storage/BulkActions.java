package dev.rollcall.identity.storage;

import dev.rollcall.identity.BulkAction;
import dev.rollcall.identity.BulkActionRules.Order;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How far bulk actions are (USR-8), inside a company transaction. */
@ApplicationScoped
public class BulkActions {

  /**
   * The next users of a bulk action.
   *
   * @param from how many are through
   * @param total how many it has in all
   */
  public record Chunk(BulkAction action, UUID actingUser, List<UUID> userIds, int from, int total) {

    /** How many are through after this chunk. */
    public int to() {
      return from + userIds.size();
    }

    /** Whether no users are left after it. */
    public boolean last() {
      return to() >= total;
    }
  }

  /** Writes a bulk action, none of whose users is through. */
  public Uni<Void> add(UUID company, UUID operation, UUID actingUser, Order order) {
    return Statement.of(
            """
            insert into bulk_action (company_id, operation_id, action, acting_user_id, user_ids, through)
            values (:company, :operation, :action, :user, :ids, 0)
            """)
        .set("company", company)
        .set("operation", operation)
        .set("action", order.action())
        .set("user", actingUser)
        .set("ids", order.userIds().toArray(UUID[]::new))
        .run();
  }

  /** The next users, under the action's lock; nothing where it is through or gone. */
  public Uni<Optional<Chunk>> lockNext(UUID company, UUID operation, int atMost) {
    return Statement.of(
            """
            select action, acting_user_id, user_ids[through + 1 : through + :most] as next, through,
              cardinality(user_ids) as total
            from bulk_action where company_id = :company and operation_id = :operation
              and through < cardinality(user_ids)
            for update
            """)
        .set("company", company)
        .set("operation", operation)
        .set("most", (Object) atMost)
        .rows()
        .map(rows -> rows.stream().findFirst().map(BulkActions::chunk));
  }

  /** Notes that the next user has failed alone; how often that is by now. */
  public Uni<Integer> failed(UUID company, UUID operation) {
    return Statement.of(
            """
            update bulk_action set failures = failures + 1
            where company_id = :company and operation_id = :operation
            returning failures
            """)
        .set("company", company)
        .set("operation", operation)
        .rows(Integer.class)
        .map(found -> found.stream().findFirst().orElse(0));
  }

  /** Notes that so many users are through; of the next one no failure is known. */
  public Uni<Void> through(UUID company, UUID operation, int users) {
    return Statement.of(
            """
            update bulk_action set through = :users, failures = 0
            where company_id = :company and operation_id = :operation
            """)
        .set("company", company)
        .set("operation", operation)
        .set("users", (Object) users)
        .run();
  }

  private static Chunk chunk(Row row) {
    return new Chunk(
        BulkAction.valueOf(row.text("action")),
        row.uuid("acting_user_id"),
        List.of(row.get("next", UUID[].class)),
        row.get("through", Integer.class),
        row.get("total", Integer.class));
  }
}
