package dev.rollcall.numbering.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The built-in carrier's books: it stands for a system outside, so no company transaction. */
@ApplicationScoped
public class InventoryBooks {

  private final Pool pool;

  InventoryBooks(Pool pool) {
    this.pool = pool;
  }

  /** Which of these numbers are sold. */
  public Uni<Set<String>> sold(List<String> e164s) {
    return pool.preparedQuery("select e164 from inventory_order where e164 = any($1)")
        .execute(Tuple.of(e164s.toArray(String[]::new)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString("e164"))
                    .collect(Collectors.toSet()));
  }

  /** Sells the number to that order unless it is sold; answers the order that has it. */
  public Uni<UUID> sellTo(String e164, UUID orderId) {
    return pool.preparedQuery(
            """
            insert into inventory_order as o (e164, order_id) values ($1, $2)
            on conflict on constraint inventory_order_pk do update set e164 = o.e164
            returning order_id
            """)
        .execute(Tuple.of(e164, orderId))
        .map(rows -> rows.iterator().next().getUUID("order_id"));
  }
}
