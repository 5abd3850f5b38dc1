package dev.rollcall.identity.storage;

import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.storage.UserWalks.Asked;
import dev.rollcall.identity.storage.UserWalks.Place;
import dev.rollcall.identity.storage.UserWalks.Prepared;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.HeavyReads;
import dev.rollcall.platform.web.paging.Found;
import dev.rollcall.platform.web.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads users for lists and views (USR-3), plain SQL. What a page costs depends on its size, not on
 * the company's: it is merged from walks along indexes in the order of the list that stop after a
 * page, or made of the few whom a word or a license type fits. Where neither finds a page's worth,
 * the walks stop after so many rows, and the next page continues from there.
 */
@ApplicationScoped
public class UserList {

  private static final String ONE =
      """
      select %s, m.sort_name as sort_key from member m where m.company_id = $1 and m.user_id = $2
      """
          .formatted(ListedUser.MEMBER);

  private final CompanySql sql;
  private final HeavyReads heavyReads;
  private final IdentityConfig.Search search;

  UserList(CompanySql sql, HeavyReads heavyReads, IdentityConfig config) {
    this.sql = sql;
    this.heavyReads = heavyReads;
    this.search = config.search();
  }

  /** The user, deleted or not, but nobody who is pending. */
  public Uni<Optional<ListedUser>> one(UUID company, UUID userId) {
    return sql.list(company, ONE, Tuple.of(company, userId), ListedUser::read)
        .map(found -> found.stream().findFirst());
  }

  /** A page of the list. */
  public Uni<Found<ListedUser>> page(UUID company, UserQuery query, PageRequest page) {
    var asked = new Asked(company, query, page, search.mostWalked());
    if (!query.canFindAnybody()) {
      return Uni.createFrom().item(new Found<>(List.of(), List.of()));
    }
    return query.searches()
        ? heavyReads.within(company, connection -> search(connection, asked))
        : sql.within(company, connection -> walked(connection, asked));
  }

  private Uni<Found<ListedUser>> search(SqlConnection connection, Asked asked) {
    return new UserCandidates(asked.company(), asked.query(), search.mostCandidates())
        .few(connection)
        .chain(few -> searched(connection, asked, few));
  }

  private static Uni<Found<ListedUser>> searched(
      SqlConnection connection, Asked asked, Optional<UUID[]> few) {
    return few.map(ids -> among(connection, asked, ids)).orElseGet(() -> walked(connection, asked));
  }

  private static Uni<Found<ListedUser>> among(
      SqlConnection connection, Asked asked, UUID[] candidates) {
    return execute(connection, UserWalks.among(asked, candidates))
        .map(rows -> found(rows, asked, Optional.empty()));
  }

  private static Uni<Found<ListedUser>> walked(SqlConnection connection, Asked asked) {
    return horizon(connection, asked).chain(horizon -> upTo(connection, asked, horizon));
  }

  private static Uni<Optional<Place>> horizon(SqlConnection connection, Asked asked) {
    return UserWalks.look(asked)
        ? execute(connection, UserWalks.horizon(asked))
            .map(rows -> stream(rows).map(UserList::place).findFirst())
        : Uni.createFrom().item(Optional.empty());
  }

  private static Uni<Found<ListedUser>> upTo(
      SqlConnection connection, Asked asked, Optional<Place> horizon) {
    return execute(connection, UserWalks.lines(asked, horizon))
        .map(rows -> found(rows, asked, horizon));
  }

  /** A page that is full ends before any horizon. */
  private static Found<ListedUser> found(RowSet<Row> rows, Asked asked, Optional<Place> horizon) {
    List<ListedUser> lines = stream(rows).map(ListedUser::read).toList();
    return new Found<>(
        lines,
        lines.size() > asked.page().limit()
            ? List.of()
            : horizon
                .map(place -> List.of(String.valueOf(place.sortKey()), place.id().toString()))
                .orElse(List.of()));
  }

  private static Place place(Row row) {
    return new Place(row.getValue("sort_key"), row.getUUID("id"));
  }

  private static Uni<RowSet<Row>> execute(SqlConnection connection, Prepared prepared) {
    return connection.preparedQuery(prepared.text()).execute(prepared.values());
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
