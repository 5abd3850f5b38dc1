package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.Status;
import dev.rollcall.invitation.storage.InvitationList.Filter;
import dev.rollcall.invitation.storage.InvitationList.Sight;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the statements of a page of invitations together, newest first; every value is a parameter.
 *
 * <p>A page is merged from walks, each down one index by id: of all invitations, of each status, of
 * each status in each office, or of one inviter. What no index knows is looked at row by row; such
 * a walk ends after a number of rows, and {@link #horizon} tells where the first of them does.
 */
final class InvitationWalks {

  /** With more offices than that they are looked at row by row. */
  private static final int MOST_OFFICES = 16;

  /**
   * One walk, or several alike.
   *
   * @param arms gives {@code arm} a row for each of them
   * @param from the table, and what the index knows
   * @param looked what it doesn't, of {@code w}
   */
  private record Walk(Supplier<String> arms, Supplier<String> from, List<Supplier<String>> looked) {

    boolean looks() {
      return !looked.isEmpty();
    }
  }

  /**
   * What is asked for.
   *
   * @param terms each must begin a word
   * @param mostWalked after how many rows a walk ends that looks at each of them
   */
  record Asked(
      UUID company, Sight sight, Filter filter, List<String> terms, Instant now, int mostWalked) {}

  /** A statement and the values of its parameters. */
  record Prepared(String text, Tuple values) {}

  private final List<Object> values = new ArrayList<>();
  private final Asked asked;
  private final String company;

  private InvitationWalks(Asked asked) {
    this.asked = asked;
    this.company = value(asked.company);
  }

  /** Whether some of the walks may end before they have seen everything. */
  static boolean look(Asked asked) {
    return new InvitationWalks(asked).walks().stream().anyMatch(Walk::looks);
  }

  /** The page's rows, as many as asked for at most, and down to the horizon where there is one. */
  static Prepared page(Asked asked, Optional<UUID> horizon) {
    var sql = new InvitationWalks(asked);
    String limit = sql.value(asked.filter.atMost());
    Stream<String> walked = sql.walks().stream().map(walk -> sql.found(walk, limit));
    Stream<String> found = Stream.concat(walked, sql.overdue(limit).stream());
    return sql.page(found, horizon, limit);
  }

  /** The same, of these only: each by its key, as there are few. */
  static Prepared among(Asked asked, UUID[] candidates) {
    var sql = new InvitationWalks(asked);
    String limit = sql.value(asked.filter.atMost());
    return sql.page(Stream.of(sql.among(candidates, limit)), Optional.empty(), limit);
  }

  /** Where the first of the walks ends that look; no row where all of them see everything. */
  static Prepared horizon(Asked asked) {
    var sql = new InvitationWalks(asked);
    String ends = joined(sql.walks().stream().filter(Walk::looks).map(sql::end));
    return sql.prepared("select id from (%s) ends order by id desc limit 1".formatted(ends));
  }

  private static String one() {
    return "(values (1)) as arm(one)";
  }

  private Prepared prepared(String text) {
    return new Prepared(text, Tuple.from(values));
  }

  private String value(Object value) {
    values.add(value);
    return "$" + values.size();
  }

  private Prepared page(Stream<String> found, Optional<UUID> horizon, String limit) {
    return prepared(
        """
        with line as materialized (
        select id as line_id from (%s) found %s order by id desc limit %s)
        select %s from line join invitation on company_id = %s and id = line_id order by id desc"""
            .formatted(
                joined(found),
                horizon.map(last -> "where id >= " + value(last)).orElse(""),
                limit,
                InvitationRow.COLUMNS,
                company));
  }

  private static String joined(Stream<String> parts) {
    return parts.collect(Collectors.joining("\nunion all\n"));
  }

  private String found(Walk walk, String limit) {
    return """
    (select f.id from %s cross join lateral (%s limit %s) f order by f.id desc limit %s)"""
        .formatted(walk.arms.get(), walk.looks() ? looking(walk) : walked(walk), limit, limit);
  }

  private static String walked(Walk walk) {
    return "select i.id from %s order by i.id desc".formatted(walk.from.get());
  }

  private String looking(Walk walk) {
    return "select w.id from (%s order by i.id desc limit %d) w where %s order by w.id desc"
        .formatted(rows(walk.from.get()), asked.mostWalked, all(walk.looked));
  }

  private static String rows(String from) {
    return "select i.id, i.status, i.office_id, i.invited_by, i.expires_at from " + from;
  }

  private static String all(List<Supplier<String>> looked) {
    return looked.isEmpty()
        ? "true"
        : looked.stream().map(Supplier::get).collect(Collectors.joining(" and "));
  }

  private String end(Walk walk) {
    return "(select f.id from %s cross join lateral (%s offset %d limit 1) f)"
        .formatted(walk.arms.get(), walked(walk), asked.mostWalked - 1);
  }

  private String among(UUID[] candidates, String limit) {
    List<Supplier<String>> looked = new ArrayList<>(sight());
    statuses().ifPresent(looked::add);
    looked.addAll(named());
    return """
    (select w.id from unnest(%s::uuid[]) as c(id) cross join lateral (%s and i.id = c.id offset 0) w
     where %s order by w.id desc limit %s)"""
        .formatted(value(candidates), rows(all() + before()), all(looked), limit);
  }

  private List<Walk> walks() {
    if (asked.sight.invitedBy() != null) {
      return List.of(ofInviter(asked.sight.invitedBy()));
    }
    Set<UUID> offices = asked.sight.offices();
    return offices != null && offices.isEmpty() ? List.of() : List.of(byStatus(offices));
  }

  /** One inviter has never as many that every status would need an index. */
  private Walk ofInviter(UUID inviter) {
    List<Supplier<String>> looked = new ArrayList<>();
    statuses().ifPresent(looked::add);
    looked.addAll(named());
    return new Walk(
        InvitationWalks::one,
        () -> all() + " and i.invited_by = " + value(inviter) + before(),
        looked);
  }

  private Walk byStatus(@Nullable Set<UUID> offices) {
    if (offices != null && offices.size() <= MOST_OFFICES) {
      return walk(
          () -> everyStatusInEveryOffice(offices),
          " and i.office_id = arm.office_id and i.status = arm.status",
          List.of());
    }
    List<Supplier<String>> looked = offices == null ? List.of() : List.of(inOffices(offices));
    return asked.filter.statuses().isEmpty()
        ? walk(InvitationWalks::one, "", looked)
        : walk(() -> everyStatus() + " as arm(status)", " and i.status = arm.status", looked);
  }

  private Walk walk(Supplier<String> arms, String narrowed, List<Supplier<String>> looked) {
    return new Walk(
        arms,
        () -> all() + narrowed + notOverdue() + before(),
        Stream.concat(looked.stream(), named().stream()).toList());
  }

  private String everyStatus() {
    Set<Status> statuses =
        asked.filter.statuses().isEmpty() ? Set.of(Status.values()) : asked.filter.statuses();
    return "unnest(%s::text[])".formatted(value(names(statuses)));
  }

  private String everyStatusInEveryOffice(Set<UUID> offices) {
    return "(select s.status, o.office_id from %s as s(status), unnest(%s::uuid[]) as o(office_id)) arm"
        .formatted(everyStatus(), value(offices.toArray(UUID[]::new)));
  }

  /** Of the pending ones, those that have expired already count as expired. */
  private String notOverdue() {
    return wants(Status.PENDING) && !wants(Status.EXPIRED)
        ? " and (i.status <> 'PENDING' or i.expires_at > %s)".formatted(now())
        : "";
  }

  /** They have an index of their own, and are few; so they are read whole, whatever their order. */
  private Optional<String> overdue(String limit) {
    if (asked.sight.invitedBy() != null || !wants(Status.EXPIRED) || wants(Status.PENDING)) {
      return Optional.empty();
    }
    List<Supplier<String>> looked = new ArrayList<>(sight());
    looked.addAll(named());
    return Optional.of(
        """
        (select w.id from (%s and i.status = 'PENDING' and i.expires_at <= %s%s offset 0) w
         where %s order by w.id desc limit %s)"""
            .formatted(rows(all()), now(), before(), all(looked), limit));
  }

  private boolean wants(Status status) {
    return asked.filter.statuses().contains(status);
  }

  private List<Supplier<String>> sight() {
    List<Supplier<String>> looked = new ArrayList<>();
    if (asked.sight.offices() != null) {
      looked.add(inOffices(asked.sight.offices()));
    }
    UUID inviter = asked.sight.invitedBy();
    if (inviter != null) {
      looked.add(() -> "w.invited_by = " + value(inviter));
    }
    return looked;
  }

  private Supplier<String> inOffices(Set<UUID> offices) {
    return () -> "w.office_id = any(%s)".formatted(value(offices.toArray(UUID[]::new)));
  }

  /** Expiry is decided when it is looked at, also where the job has not come by yet (INV-8). */
  private Optional<Supplier<String>> statuses() {
    Set<Status> statuses = asked.filter.statuses();
    return statuses.isEmpty() ? Optional.empty() : Optional.of(() -> amongThem(statuses));
  }

  private String amongThem(Set<Status> statuses) {
    return """
    case when w.status = 'PENDING' and w.expires_at <= %s then 'EXPIRED' else w.status end
      = any(%s)"""
        .formatted(now(), value(names(statuses)));
  }

  /** A range, not LIKE: its operators are leakproof, so that the index serves (see the table). */
  private List<Supplier<String>> named() {
    return asked.terms.stream()
        .<Supplier<String>>map(
            term ->
                () ->
                    """
                    exists (select from invitation_word s
                      where s.company_id = %s and s.invitation_id = w.id
                        and s.word >= %s and s.word < %s)"""
                        .formatted(company, value(term), value(InvitationList.end(term))))
        .toList();
  }

  private String all() {
    return "invitation i where i.company_id = " + company;
  }

  private String before() {
    UUID last = asked.filter.before();
    return last == null ? "" : " and i.id < " + value(last);
  }

  private String now() {
    return value(asked.now.atOffset(ZoneOffset.UTC));
  }

  private static String[] names(Set<Status> statuses) {
    return statuses.stream().map(Status::name).sorted().toArray(String[]::new);
  }
}
