package dev.rollcall.billing.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells a list that is empty because the company has nothing from one that is empty because the
 * company isn't known yet; only an empty list pays for the question.
 */
final class KnownCheck {

  private static final String KNOWN =
      "select exists (select from subscription where company_id = $1) as known";

  private KnownCheck() {}

  /** The list, or empty where the company isn't known. */
  static <T> Uni<Optional<List<T>>> of(SqlConnection connection, UUID company, List<T> found) {
    return found.isEmpty()
        ? connection
            .preparedQuery(KNOWN)
            .execute(Tuple.of(company))
            .map(rows -> rows.iterator().next().getBoolean("known"))
            .map(known -> known ? Optional.of(found) : Optional.empty())
        : Uni.createFrom().item(Optional.of(found));
  }
}
