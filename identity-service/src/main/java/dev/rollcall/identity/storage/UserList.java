package dev.rollcall.identity.storage;

import dev.rollcall.identity.Role;
import dev.rollcall.identity.storage.UserQuery.Part;
import dev.rollcall.identity.storage.UserQuery.PermissionFilter;
import dev.rollcall.identity.storage.UserQuery.Sort;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.web.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads users for lists and views (USR-3), plain SQL. Every part of a tab is one index walk in the
 * order of the list that stops after a page; the parts are merged.
 */
@ApplicationScoped
public class UserList {

  private static final String LIVE = "('PENDING', 'ACCEPTING', 'ACCEPTED')";

  private final CompanySql sql;

  UserList(CompanySql sql) {
    this.sql = sql;
  }

  /** The user, deleted or not, but nobody who is pending. */
  public Uni<Optional<ListedUser>> one(UUID company, UUID userId) {
    var statement =
        "select %s, m.sort_name as sort_key from member m where m.company_id = $1 and m.user_id = $2"
            .formatted(ListedUser.MEMBER);
    return sql.within(
        company,
        connection ->
            connection
                .preparedQuery(statement)
                .execute(Tuple.of(company, userId))
                .map(rows -> read(rows).stream().findFirst()));
  }

  /** Up to {@code limit + 1} lines of the list. */
  public Uni<List<ListedUser>> page(UUID company, UserQuery query, PageRequest page) {
    return sql.within(company, connection -> page(connection, company, query, page));
  }

  private static Uni<List<ListedUser>> page(
      SqlConnection connection, UUID company, UserQuery query, PageRequest page) {
    var statement = new Select(company, query, page);
    return connection
        .preparedQuery(statement.text())
        .execute(Tuple.tuple(statement.values))
        .map(UserList::read);
  }

  private static List<ListedUser> read(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(ListedUser::read).toList();
  }

  /** Puts the statement together; every value is a parameter. */
  private static final class Select {

    private final List<Object> values = new ArrayList<>();
    private final UserQuery query;
    private final PageRequest page;
    private final String company;

    Select(UUID company, UserQuery query, PageRequest page) {
      this.query = query;
      this.page = page;
      this.company = value(company);
    }

    String text() {
      String limit = value(page.limit() + 1);
      String parts =
          query.parts().stream()
              .sorted()
              .map(part -> "(%s %s limit %s)".formatted(part(part), order(), limit))
              .collect(Collectors.joining(" union all "));
      return "select * from (%s) as line %s limit %s".formatted(parts, order(), limit);
    }

    private String part(Part part) {
      return switch (part) {
        case ACTIVE -> members("ACTIVE", query.activeToo());
        case DELETED -> members("DELETED", true);
        case PENDING -> pending();
      };
    }

    private String members(String status, boolean narrowed) {
      String key = memberKey();
      var text = new StringBuilder();
      text.append("select %s, %s as sort_key from member m".formatted(ListedUser.MEMBER, key));
      text.append(" where m.company_id = %s and m.status = %s".formatted(company, value(status)));
      common(text, "m", "user_id", narrowed);
      query.permission().ifPresent(filter -> text.append(holding(filter)));
      query
          .licenseType()
          .ifPresent(
              type ->
                  text.append(
                      """

                      and exists (select from license_view l where l.company_id = m.company_id
                         and l.user_id = m.user_id and l.type = %s)"""
                          .formatted(value(type))));
      text.append(after(key, "m.user_id"));
      return text.toString();
    }

    private String pending() {
      String key = pendingKey();
      var text = new StringBuilder();
      text.append(
          "select %s, %s as sort_key from pending_view p".formatted(ListedUser.PENDING, key));
      text.append(" where p.company_id = %s and p.status in %s".formatted(company, LIVE));
      text.append(
          """

          and not exists (select from member m where m.company_id = p.company_id
             and m.invitation_id = p.invitation_id)""");
      common(text, "p", "invitation_id", true);
      query
          .permission()
          .ifPresent(
              filter -> text.append(" and p.role = any(%s)".formatted(names(filter.givenTo()))));
      query
          .licenseType()
          .ifPresent(type -> text.append(" and p.license_type = %s".formatted(value(type))));
      text.append(after(key, "p.invitation_id"));
      return text.toString();
    }

    private void common(StringBuilder text, String alias, String id, boolean narrowed) {
      query
          .role()
          .ifPresent(role -> text.append(" and %s.role = %s".formatted(alias, value(role.name()))));
      query
          .officeId()
          .ifPresent(
              office -> text.append(" and %s.office_id = %s".formatted(alias, value(office))));
      query
          .within()
          .filter(offices -> narrowed)
          .ifPresent(
              offices ->
                  text.append(
                      " and %s.office_id = any(%s)"
                          .formatted(alias, value(offices.toArray(UUID[]::new)))));
      query.terms().forEach(term -> text.append(found(alias, id, term)));
    }

    /** A range, not LIKE: its operators are leakproof, so that the index serves (see the table). */
    private String found(String alias, String id, String term) {
      return """

      and exists (select from search_word w where w.company_id = %1$s.company_id
         and w.subject_id = %1$s.%2$s and w.word >= %3$s and w.word < %4$s)"""
          .formatted(alias, id, value(term), value(term + Character.MAX_VALUE));
    }

    private String holding(PermissionFilter filter) {
      return " and (m.role = any(%s) or (m.role = any(%s) and %s = any(m.granted)))"
          .formatted(names(filter.givenTo()), names(filter.grantableTo()), value(filter.granted()));
    }

    private String names(Collection<Role> roles) {
      return value(Arrays.names(roles));
    }

    private String memberKey() {
      return switch (query.sort().by()) {
        case NAME -> "m.sort_name";
        case EMAIL -> "m.email_key";
        case JOINED -> "m.joined_at";
      };
    }

    private String pendingKey() {
      return switch (query.sort().by()) {
        case NAME -> "p.sort_name";
        case EMAIL -> "p.email_key";
        case JOINED -> "p.created_at";
      };
    }

    private String after(String key, String id) {
      return page.first()
          ? ""
          : " and (%s, %s) %s (%s, %s)"
              .formatted(
                  key,
                  id,
                  query.sort().descending() ? "<" : ">",
                  value(lastKey()),
                  value(UUID.fromString(page.after().getLast())));
    }

    private Object lastKey() {
      String key = page.after().getFirst();
      return query.sort().by() == Sort.By.JOINED ? OffsetDateTime.parse(key) : key;
    }

    private String order() {
      String direction = query.sort().descending() ? "desc" : "asc";
      return "order by sort_key %1$s, id %1$s".formatted(direction);
    }

    private String value(Object value) {
      values.add(value);
      return "$" + values.size();
    }
  }
}
