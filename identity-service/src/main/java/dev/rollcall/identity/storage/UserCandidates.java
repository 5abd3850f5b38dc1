package dev.rollcall.identity.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Those who may be meant by a search, where they are few: whoever has a word that one of the terms
 * begins, or a license of the type. The longest term goes first, as it says most.
 */
final class UserCandidates {

  private static final String OF_TERM =
      """
      select subject_id as id from search_word
      where company_id = $1 and word >= $2 and word < $3 limit $4
      """;

  private static final String OF_TYPE =
      """
      select id from (
        (select user_id as id from license_view
         where company_id = $1 and type = $2 and user_id is not null limit $3)
        union all
        (select invitation_id from pending_view
         where company_id = $1 and license_type = $2
           and status in ('PENDING', 'ACCEPTING', 'ACCEPTED') limit $3)) as meant
      """;

  private record Probe(String statement, Tuple values) {}

  private final List<Probe> probes;
  private final int most;

  /**
   * @param most with more than that a search walks the list instead
   */
  UserCandidates(UUID company, UserQuery query, int most) {
    this.most = most;
    Stream<Probe> terms =
        query.terms().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(term -> new Probe(OF_TERM, Tuple.of(company, term, end(term), most + 1)));
    Stream<Probe> types =
        query.licenseType().stream()
            .map(type -> new Probe(OF_TYPE, Tuple.of(company, type, most + 1)));
    probes = Stream.concat(terms, types).toList();
  }

  /** The end of the range of words that begin with the term. */
  static String end(String term) {
    return term + Character.toString(Character.MAX_CODE_POINT);
  }

  /** All of them; empty where they are too many, or nothing is searched by. */
  Uni<Optional<UUID[]>> few(SqlConnection connection) {
    return few(connection, probes);
  }

  private Uni<Optional<UUID[]>> few(SqlConnection connection, List<Probe> probes) {
    return probes.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : connection
            .preparedQuery(probes.getFirst().statement)
            .execute(probes.getFirst().values)
            .chain(
                rows ->
                    rows.size() <= most
                        ? Uni.createFrom().item(Optional.of(ids(rows)))
                        : few(connection, probes.subList(1, probes.size())));
  }

  private static UUID[] ids(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getUUID("id"))
        .distinct()
        .toArray(UUID[]::new);
  }
}
