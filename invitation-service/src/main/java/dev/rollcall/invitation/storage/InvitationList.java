package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.Status;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.storage.InvitationWalks.Asked;
import dev.rollcall.invitation.storage.InvitationWalks.Prepared;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.HeavyReads;
import dev.rollcall.platform.text.SearchText;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.paging.Found;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lists invitations, newest first, plain SQL. What a page costs depends on its size, not on the
 * company's: it is merged from walks down indexes that stop after a page, or made of the few whom a
 * word fits. Where neither finds a page's worth, the walks stop after so many rows, and the next
 * page continues from there.
 */
@ApplicationScoped
public class InvitationList {

  /**
   * Which invitations a reader sees.
   *
   * @param offices only of these offices; null for all
   * @param invitedBy only by this user; null for all
   */
  public record Sight(@Nullable Set<UUID> offices, @Nullable UUID invitedBy) {}

  /**
   * What a list is narrowed to.
   *
   * @param statuses empty for all
   * @param text each of its words begins a word of the name or the address; empty for all
   * @param before the id of the last one seen; null for the first page
   */
  public record Filter(Set<Status> statuses, String text, @Nullable UUID before, int atMost) {}

  private static final String OF_TERM =
      """
      select invitation_id from invitation_word
      where company_id = $1 and word >= $2 and word < $3 limit $4
      """;

  private final CompanySql sql;
  private final HeavyReads heavyReads;
  private final ProductClock clock;
  private final InvitationConfig.Search search;

  InvitationList(
      CompanySql sql, HeavyReads heavyReads, ProductClock clock, InvitationConfig config) {
    this.sql = sql;
    this.heavyReads = heavyReads;
    this.clock = clock;
    this.search = config.search();
  }

  /** A page, newest first. */
  public Uni<Found<InvitationRow>> page(UUID company, Sight sight, Filter filter) {
    List<String> terms = SearchText.termsOf(filter.text());
    var asked = new Asked(company, sight, filter, terms, clock.instant(), search.mostWalked());
    if (sight.offices() != null && sight.offices().isEmpty()) {
      return Uni.createFrom().item(new Found<>(List.of(), List.of()));
    }
    return terms.isEmpty()
        ? sql.within(company, connection -> walked(connection, asked))
        : heavyReads.within(company, connection -> searched(connection, asked));
  }

  /** The end of the range of words that begin with the term. */
  static String end(String term) {
    return term + Character.toString(Character.MAX_CODE_POINT);
  }

  /** The longest term goes first, as it says most. */
  private Uni<Found<InvitationRow>> searched(SqlConnection connection, Asked asked) {
    List<String> longestFirst =
        asked.terms().stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    return few(connection, asked.company(), longestFirst)
        .chain(
            few ->
                few.map(ids -> among(connection, asked, ids))
                    .orElseGet(() -> walked(connection, asked)));
  }

  /** Those that have a word which one of the terms begins; empty where they are too many. */
  private Uni<Optional<UUID[]>> few(SqlConnection connection, UUID company, List<String> terms) {
    if (terms.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    String term = terms.getFirst();
    int most = search.mostCandidates();
    return connection
        .preparedQuery(OF_TERM)
        .execute(Tuple.of(company, term, end(term), most + 1))
        .chain(
            rows ->
                rows.size() <= most
                    ? Uni.createFrom().item(Optional.of(ids(rows)))
                    : few(connection, company, terms.subList(1, terms.size())));
  }

  private static UUID[] ids(RowSet<Row> rows) {
    return stream(rows).map(row -> row.getUUID(0)).distinct().toArray(UUID[]::new);
  }

  private static Uni<Found<InvitationRow>> among(
      SqlConnection connection, Asked asked, UUID[] candidates) {
    return execute(connection, InvitationWalks.among(asked, candidates))
        .map(rows -> found(rows, asked, Optional.empty()));
  }

  private static Uni<Found<InvitationRow>> walked(SqlConnection connection, Asked asked) {
    return horizon(connection, asked).chain(horizon -> downTo(connection, asked, horizon));
  }

  private static Uni<Optional<UUID>> horizon(SqlConnection connection, Asked asked) {
    return InvitationWalks.look(asked)
        ? execute(connection, InvitationWalks.horizon(asked))
            .map(rows -> stream(rows).map(row -> row.getUUID(0)).findFirst())
        : Uni.createFrom().item(Optional.empty());
  }

  private static Uni<Found<InvitationRow>> downTo(
      SqlConnection connection, Asked asked, Optional<UUID> horizon) {
    return execute(connection, InvitationWalks.page(asked, horizon))
        .map(rows -> found(rows, asked, horizon));
  }

  /** A page that is full ends before any horizon. */
  private static Found<InvitationRow> found(RowSet<Row> rows, Asked asked, Optional<UUID> horizon) {
    List<InvitationRow> items = stream(rows).map(InvitationRow::of).toList();
    return new Found<>(
        items,
        items.size() == asked.filter().atMost()
            ? List.of()
            : horizon.map(id -> List.of(id.toString())).orElse(List.of()));
  }

  private static Uni<RowSet<Row>> execute(SqlConnection connection, Prepared prepared) {
    return connection.preparedQuery(prepared.text()).execute(prepared.values());
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
