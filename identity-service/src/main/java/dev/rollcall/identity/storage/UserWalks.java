package dev.rollcall.identity.storage;

import dev.rollcall.identity.Role;
import dev.rollcall.identity.storage.UserQuery.Part;
import dev.rollcall.identity.storage.UserQuery.PermissionFilter;
import dev.rollcall.identity.storage.UserQuery.Sort;
import dev.rollcall.platform.web.paging.PageRequest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the statements of a page of the user list together (USR-3); every value is a parameter.
 *
 * <p>A page is merged from walks, each along one index in the order of the list: of all users of a
 * tab, or of each role, or of each role in each office, or of those who were granted a permission.
 * What no index knows is looked at row by row; such a walk ends after a number of rows, and {@link
 * #horizon} tells where the first of them does.
 */
final class UserWalks {

  /** With more offices than that they are looked at row by row. */
  private static final int MOST_OFFICES = 16;

  /**
   * One walk, or several alike.
   *
   * @param arms gives {@code arm} a row for each of them
   * @param from the table, and what the index knows
   * @param looked what it doesn't, of {@code w}
   */
  private record Walk(
      Part part, Supplier<String> arms, Supplier<String> from, List<Supplier<String>> looked) {

    boolean looks() {
      return !looked.isEmpty();
    }
  }

  /**
   * What is asked for.
   *
   * @param mostWalked after how many rows a walk ends that looks at each of them
   */
  record Asked(UUID company, UserQuery query, PageRequest page, int mostWalked) {}

  /** A statement and the values of its parameters. */
  record Prepared(String text, Tuple values) {}

  /** A place in the order of the list. */
  record Place(Object sortKey, UUID id) {}

  private final List<Object> values = new ArrayList<>();
  private final UserQuery query;
  private final PageRequest page;
  private final int mostWalked;
  private final String company;

  private UserWalks(Asked asked) {
    this.query = asked.query;
    this.page = asked.page;
    this.mostWalked = asked.mostWalked;
    this.company = value(asked.company);
  }

  /** Whether some of the walks may end before they have seen everybody. */
  static boolean look(Asked asked) {
    return new UserWalks(asked).walks().stream().anyMatch(Walk::looks);
  }

  /** The page's lines, up to {@code limit + 1}, and up to the horizon where there is one. */
  static Prepared lines(Asked asked, Optional<Place> horizon) {
    var sql = new UserWalks(asked);
    String limit = sql.value(asked.page.limit() + 1);
    Stream<String> found = sql.walks().stream().map(walk -> sql.found(walk, limit));
    return sql.lines(found, horizon, limit);
  }

  /** The same, of these users and invitations only: each by its key, as there are few. */
  static Prepared among(Asked asked, UUID[] candidates) {
    var sql = new UserWalks(asked);
    String limit = sql.value(asked.page.limit() + 1);
    String ids = sql.value(candidates);
    Stream<String> found =
        asked.query.visibleParts().stream().map(part -> sql.among(part, ids, limit));
    return sql.lines(found, Optional.empty(), limit);
  }

  /** Where the first of the walks ends that look; no row where all of them see everybody. */
  static Prepared horizon(Asked asked) {
    var sql = new UserWalks(asked);
    String ends = joined(sql.walks().stream().filter(Walk::looks).map(sql::end));
    return sql.prepared(
        "select sort_key, id from (%s) ends %s limit 1"
            .formatted(ends, sql.order("sort_key", "id")));
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

  /** With every column, now that it is known who is on the page. */
  private Prepared lines(Stream<String> found, Optional<Place> horizon, String limit) {
    return prepared(
        """
    with line as materialized (
    select sort_key, id, pending from (%s) found %s %s limit %s)
    select %s, line.sort_key from line
      join member m on m.company_id = %s and m.user_id = line.id
      where not line.pending
    union all
    select %s, line.sort_key from line
      join pending_view p on p.company_id = %s and p.invitation_id = line.id
      where line.pending
    %s"""
            .formatted(
                joined(found),
                horizon.map(this::upTo).orElse(""),
                order("sort_key", "id"),
                limit,
                ListedUser.MEMBER,
                company,
                ListedUser.PENDING,
                company,
                order("sort_key", "id")));
  }

  private String upTo(Place horizon) {
    return "where (sort_key, id) %s (%s, %s)"
        .formatted(
            query.sort().descending() ? ">=" : "<=", value(horizon.sortKey), value(horizon.id));
  }

  private static String joined(Stream<String> parts) {
    return parts.collect(Collectors.joining("\nunion all\n"));
  }

  private String found(Walk walk, String limit) {
    return """
    (select f.sort_key, f.id, %s as pending from %s
     cross join lateral (%s limit %s) f %s limit %s)"""
        .formatted(
            walk.part == Part.PENDING,
            walk.arms.get(),
            walk.looks() ? looking(walk) : walked(walk),
            limit,
            order("f.sort_key", "f.id"),
            limit);
  }

  private String walked(Walk walk) {
    return "select %s as sort_key, %s as id from %s %s"
        .formatted(key(walk.part), id(walk.part), walk.from.get(), order(walk.part));
  }

  private String looking(Walk walk) {
    return "select w.sort_key, w.id from (%s %s limit %d) w where %s %s"
        .formatted(
            rows(walk.part, walk.from.get()),
            order(walk.part),
            mostWalked,
            all(walk.looked),
            order("w.sort_key", "w.id"));
  }

  private String end(Walk walk) {
    return "(select f.sort_key, f.id from %s cross join lateral (%s offset %d limit 1) f)"
        .formatted(walk.arms.get(), walked(walk), mostWalked - 1);
  }

  private static String all(List<Supplier<String>> looked) {
    return looked.stream().map(Supplier::get).collect(Collectors.joining(" and "));
  }

  private String among(Part part, String ids, String limit) {
    String one =
        "%s and %s = c.id offset 0".formatted(rows(part, tab(part) + after(part)), id(part));
    List<Supplier<String>> looked = new ArrayList<>(position(part));
    looked.addAll(searched(part));
    if (part == Part.PENDING) {
      looked.add(() -> notJoined("w.id"));
    }
    return """
    (select w.sort_key, w.id, %s as pending from unnest(%s::uuid[]) as c(id)
     cross join lateral (%s) w where %s %s limit %s)"""
        .formatted(part == Part.PENDING, ids, one, all(looked), order("w.sort_key", "w.id"), limit);
  }

  /** The columns that may be looked at. */
  private String rows(Part part, String from) {
    return "select %s as sort_key, %s as id, %s from %s"
        .formatted(
            key(part),
            id(part),
            part == Part.PENDING
                ? "p.role, p.office_id, p.license_type"
                : "m.role, m.office_id, m.granted",
            from);
  }

  private List<Walk> walks() {
    return query.visibleParts().stream().flatMap(this::walks).toList();
  }

  private Stream<Walk> walks(Part part) {
    return part == Part.PENDING ? Stream.of(pending()) : members(part);
  }

  /** There are never as many pending as users, so they have an index of each order only. */
  private Walk pending() {
    List<Supplier<String>> looked = new ArrayList<>(position(Part.PENDING));
    looked.addAll(searched(Part.PENDING));
    if (looked.isEmpty()) {
      Supplier<String> from =
          () -> tab(Part.PENDING) + " and " + notJoined("p.invitation_id") + after(Part.PENDING);
      return new Walk(Part.PENDING, UserWalks::one, from, List.of());
    }
    looked.add(() -> notJoined("w.id"));
    return new Walk(
        Part.PENDING, UserWalks::one, () -> tab(Part.PENDING) + after(Part.PENDING), looked);
  }

  private Stream<Walk> members(Part part) {
    Set<Role> roles = query.rolesThatGive();
    Set<Role> grantable = query.rolesThatMayBeGranted();
    return Stream.concat(
        roles.isEmpty() ? Stream.empty() : Stream.of(byRole(part, roles)),
        grantable.isEmpty() ? Stream.empty() : Stream.of(granted(part, grantable)));
  }

  private Walk byRole(Part part, Set<Role> roles) {
    Optional<Set<UUID>> offices = query.offices(part);
    boolean everyRole = roles.size() == Role.values().length;
    if (offices.filter(some -> some.size() <= MOST_OFFICES).isPresent()) {
      return walk(
          part,
          () -> everyRoleInEveryOffice(roles, offices.get()),
          " and m.office_id = arm.office_id and m.role = arm.role",
          List.of());
    }
    List<Supplier<String>> looked = offices.map(this::inOffices).stream().toList();
    return everyRole
        ? walk(part, UserWalks::one, "", looked)
        : walk(part, () -> everyRole(roles) + " as arm(role)", " and m.role = arm.role", looked);
  }

  private String everyRole(Set<Role> roles) {
    return "unnest(%s::text[])".formatted(value(Arrays.names(roles)));
  }

  private String everyRoleInEveryOffice(Set<Role> roles, Set<UUID> offices) {
    return "(select r.role, o.office_id from %s as r(role), unnest(%s::uuid[]) as o(office_id)) arm"
        .formatted(everyRole(roles), value(ids(offices)));
  }

  /** Along an index of the few who were granted it. */
  private Walk granted(Part part, Set<Role> roles) {
    PermissionFilter filter = query.permission().orElseThrow();
    List<Supplier<String>> looked = new ArrayList<>();
    looked.add(() -> "w.role = any(%s)".formatted(value(Arrays.names(roles))));
    query.offices(part).map(this::inOffices).ifPresent(looked::add);
    // A literal, so that the planner knows the index of that permission; a constant's name.
    return walk(
        part, UserWalks::one, " and '%s' = any(m.granted)".formatted(filter.granted()), looked);
  }

  private Walk walk(
      Part part, Supplier<String> arms, String narrowed, List<Supplier<String>> looked) {
    return new Walk(
        part,
        arms,
        () -> tab(part) + narrowed + after(part),
        Stream.concat(looked.stream(), searched(part).stream()).toList());
  }

  /** Role, office and permission, looked at. */
  private List<Supplier<String>> position(Part part) {
    List<Supplier<String>> looked = new ArrayList<>();
    query.role().ifPresent(role -> looked.add(() -> "w.role = " + value(role.name())));
    query.offices(part).map(this::inOffices).ifPresent(looked::add);
    query.permission().ifPresent(filter -> looked.add(() -> holding(part, filter)));
    return looked;
  }

  private Supplier<String> inOffices(Set<UUID> offices) {
    return () -> "w.office_id = any(%s)".formatted(value(ids(offices)));
  }

  private String holding(Part part, PermissionFilter filter) {
    String byRole = "w.role = any(%s)".formatted(value(Arrays.names(filter.givenTo())));
    return part == Part.PENDING
        ? byRole
        : "(%s or w.role = any(%s) and %s = any(w.granted))"
            .formatted(byRole, value(Arrays.names(filter.grantableTo())), value(filter.granted()));
  }

  /** License type and words, looked at. */
  private List<Supplier<String>> searched(Part part) {
    List<Supplier<String>> looked = new ArrayList<>();
    query.licenseType().ifPresent(type -> looked.add(() -> licensed(part, type)));
    query.terms().forEach(term -> looked.add(() -> named(term)));
    return looked;
  }

  private String licensed(Part part, String type) {
    return part == Part.PENDING
        ? "w.license_type = " + value(type)
        : """
        exists (select from license_view l
          where l.company_id = %s and l.user_id = w.id and l.type = %s)"""
            .formatted(company, value(type));
  }

  /** A range, not LIKE: its operators are leakproof, so that the index serves (see the table). */
  private String named(String term) {
    return """
    exists (select from search_word s
      where s.company_id = %s and s.subject_id = w.id and s.word >= %s and s.word < %s)"""
        .formatted(company, value(term), value(UserCandidates.end(term)));
  }

  private String tab(Part part) {
    return switch (part) {
      case ACTIVE -> "member m where m.company_id = %s and m.status = 'ACTIVE'".formatted(company);
      case DELETED ->
          "member m where m.company_id = %s and m.status = 'DELETED'".formatted(company);
      case PENDING ->
          """
          pending_view p
          where p.company_id = %s and p.status in ('PENDING', 'ACCEPTING', 'ACCEPTED')"""
              .formatted(company);
    };
  }

  /** Somebody who has just joined shows as a user, though the invitation's event is on its way. */
  private String notJoined(String invitation) {
    return """
    not exists (select from member m
      where m.company_id = %s and m.invitation_id = %s)"""
        .formatted(company, invitation);
  }

  private String key(Part part) {
    boolean pending = part == Part.PENDING;
    return switch (query.sort().by()) {
      case NAME -> pending ? "p.sort_name" : "m.sort_name";
      case EMAIL -> pending ? "p.email_key" : "m.email_key";
      case JOINED -> pending ? "p.created_at" : "m.joined_at";
    };
  }

  private static String id(Part part) {
    return part == Part.PENDING ? "p.invitation_id" : "m.user_id";
  }

  private String after(Part part) {
    return page.first()
        ? ""
        : " and (%s, %s) %s (%s, %s)"
            .formatted(
                key(part),
                id(part),
                query.sort().descending() ? "<" : ">",
                value(lastKey()),
                value(UUID.fromString(page.after().getLast())));
  }

  private Object lastKey() {
    String key = page.after().getFirst();
    return query.sort().by() == Sort.By.JOINED ? OffsetDateTime.parse(key) : key;
  }

  private String order(Part part) {
    return order(key(part), id(part));
  }

  private String order(String key, String id) {
    String direction = query.sort().descending() ? "desc" : "asc";
    return "order by %s %s, %s %s".formatted(key, direction, id, direction);
  }

  private static UUID[] ids(Set<UUID> ids) {
    return ids.stream().sorted().toArray(UUID[]::new);
  }
}
