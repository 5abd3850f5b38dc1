package dev.rollcall.numbering.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The built-in carrier's books: it stands for a system outside, so no company transaction. */
@ApplicationScoped
public class InventoryBooks {

  private final Pool pool;

  InventoryBooks(Pool pool) {
    this.pool = pool;
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
