package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.NumberState;
import dev.rollcall.numbering.NumberType;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.web.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Hot reads of numbers on the plain client. */
@ApplicationScoped
public class NumberReads {

  private static final String COLUMNS =
      """
      n.e164, n.type, n.country, n.state, n.office_id, n.user_id, n.label, n.version,
      n.created_at, n.updated_at
      """;

  private static final String FIND =
      "select " + COLUMNS + " from phone_number n where n.company_id = $1 and n.e164 = $2";

  private static final String ALL =
      "select "
          + COLUMNS
          + """
          from phone_number n
          where n.company_id = $1 and n.e164 > $2
          order by n.e164 limit $3
          """;

  private static final String OF_USER =
      "select "
          + COLUMNS
          + """
          from phone_number n
          where n.company_id = $1 and n.e164 > $2 and n.state = any($4) and n.type = any($5)
            and n.user_id = $6 and ($7::uuid[] is null or n.office_id = any($7))
          order by n.e164 limit $3
          """;

  // What isn't filtered by is gone through value by value: each way leads along an index that is in
  // the order of the list, and is left after a page, however many numbers there are.
  private static final String OF_COMPANY =
      "select "
          + COLUMNS
          + """
          from unnest($4::text[]) as s (in_state), unnest($5::text[]) as t (of_type)
          cross join lateral (
            select e164, type, country, state, office_id, user_id, label, version, created_at,
                   updated_at
            from phone_number
            where company_id = $1 and type = t.of_type and state = s.in_state and e164 > $2
            order by e164 limit $3) n
          order by n.e164 limit $3
          """;

  private static final String OF_OFFICES =
      "select "
          + COLUMNS
          + """
          from unnest($6::uuid[]) as o (in_office), unnest($4::text[]) as s (in_state),
            unnest($5::text[]) as t (of_type)
          cross join lateral (
            select e164, type, country, state, office_id, user_id, label, version, created_at,
                   updated_at
            from phone_number
            where company_id = $1 and office_id = o.in_office and type = t.of_type
              and state = s.in_state and e164 > $2
            order by e164 limit $3) n
          order by n.e164 limit $3
          """;

  private static final String RESERVED =
      """
      select n.e164, n.type, n.country, n.state, n.office_id, n.last_user_id, u.first_name,
             u.last_name, n.last_office_id, o.name as office_name, n.unassigned_at, n.created_at,
             n.updated_at
      from (%s) n
      left join user_view u on u.company_id = $1 and u.user_id = n.last_user_id
      left join office_view o on o.company_id = $1 and o.office_id = n.last_office_id
      order by n.e164
      """;

  private static final String POOL_OF_COMPANY =
      RESERVED.formatted(
          """
          select found.e164, found.type, found.country, found.state, found.office_id,
                 found.last_user_id, found.last_office_id, found.unassigned_at,
                 found.created_at, found.updated_at
          from unnest(array['RESERVED', 'HELD_FOR_RESTORE']) as s (in_state)
          cross join lateral (
            select e164, type, country, state, office_id, last_user_id, last_office_id,
                   unassigned_at, created_at, updated_at
            from phone_number
            where company_id = $1 and state = s.in_state and e164 > $2
            order by e164 limit $3) found
          order by found.e164 limit $3
          """);

  private static final String POOL_OF_OFFICES =
      RESERVED.formatted(
          """
          select found.e164, found.type, found.country, found.state, found.office_id,
                 found.last_user_id, found.last_office_id, found.unassigned_at,
                 found.created_at, found.updated_at
          from unnest($4::uuid[]) as o (in_office),
            unnest(array['RESERVED', 'HELD_FOR_RESTORE']) as s (in_state),
            unnest(array['LOCAL', 'TOLL_FREE', 'FAX']) as t (of_type)
          cross join lateral (
            select e164, type, country, state, office_id, last_user_id, last_office_id,
                   unassigned_at, created_at, updated_at
            from phone_number
            where company_id = $1 and office_id = o.in_office and type = t.of_type
              and state = s.in_state and e164 > $2
            order by e164 limit $3) found
          order by found.e164 limit $3
          """);

  private static final String CLAIMED =
      "select e164 from number_claim where e164 = any($1) and until > $2";

  private static final String[] STATES = {"HELD", "RESERVED", "ASSIGNED", "HELD_FOR_RESTORE"};

  private static final String[] TYPES =
      Arrays.stream(NumberType.values()).map(Enum::name).toArray(String[]::new);

  private final CompanySql sql;
  private final Pool pool;

  NumberReads(CompanySql sql, Pool pool) {
    this.sql = sql;
    this.pool = pool;
  }

  /** One number of the company. */
  public Uni<Optional<NumberView>> find(UUID company, String e164) {
    return sql.list(company, FIND, Tuple.of(company, e164), NumberReads::number)
        .map(found -> found.stream().findFirst());
  }

  /** A page of the company's numbers by E.164, one more than asked for where there is more. */
  public Uni<List<NumberView>> list(UUID company, NumberFilter filter, PageRequest page) {
    Tuple values = Tuple.of(company, after(page), page.limit() + 1);
    if (filter.isNone()) {
      return sql.list(company, ALL, values, NumberReads::number);
    }
    values
        .addArrayOfString(only(filter.state(), STATES))
        .addArrayOfString(only(filter.type(), TYPES));
    UUID @Nullable [] offices = array(filter.inOffices());
    if (filter.userId() != null) {
      values.addUUID(filter.userId()).addArrayOfUUID(offices);
      return sql.list(company, OF_USER, values, NumberReads::number);
    }
    return offices == null
        ? sql.list(company, OF_COMPANY, values, NumberReads::number)
        : sql.list(company, OF_OFFICES, values.addArrayOfUUID(offices), NumberReads::number);
  }

  /** A page of the reserved pool by E.164 (NUM-4), one more than asked for where there is more. */
  public Uni<List<ReservedNumberView>> pool(
      UUID company, Optional<Set<UUID>> offices, PageRequest page) {
    Tuple values = Tuple.of(company, after(page), page.limit() + 1);
    UUID @Nullable [] narrowed = array(offices);
    return narrowed == null
        ? sql.list(company, POOL_OF_COMPANY, values, NumberReads::reserved)
        : sql.list(
            company, POOL_OF_OFFICES, values.addArrayOfUUID(narrowed), NumberReads::reserved);
  }

  /** Which of these numbers somebody keeps now, over all companies: the claims belong to none. */
  public Uni<Set<String>> claimed(List<String> e164s, Instant now) {
    return pool.preparedQuery(CLAIMED)
        .execute(Tuple.of(e164s.toArray(String[]::new), now.atOffset(ZoneOffset.UTC)))
        .map(rows -> new HashSet<>(stream(rows, row -> row.getString("e164"))));
  }

  private static String[] only(@Nullable Enum<?> one, String[] all) {
    return one == null ? all : new String[] {one.name()};
  }

  private static NumberView number(Row row) {
    UUID user = row.getUUID("user_id");
    return new NumberView(
        row.getString("e164"),
        NumberType.valueOf(row.getString("type")),
        row.getString("country"),
        NumberState.valueOf(row.getString("state")),
        row.getUUID("office_id"),
        user == null ? null : new NumberView.Assignee(user),
        row.getString("label"),
        instant(row, "created_at"),
        instant(row, "updated_at"),
        row.getLong("version"));
  }

  private static ReservedNumberView reserved(Row row) {
    UUID user = row.getUUID("last_user_id");
    UUID office = row.getUUID("last_office_id");
    return new ReservedNumberView(
        row.getString("e164"),
        NumberType.valueOf(row.getString("type")),
        row.getString("country"),
        NumberState.valueOf(row.getString("state")),
        row.getUUID("office_id"),
        user == null ? null : new ReservedNumberView.Named(user, fullName(row)),
        office == null ? null : new ReservedNumberView.Named(office, row.getString("office_name")),
        row.getOffsetDateTime("unassigned_at") == null ? null : instant(row, "unassigned_at"),
        instant(row, "created_at"),
        instant(row, "updated_at"));
  }

  private static @Nullable String fullName(Row row) {
    String first = row.getString("first_name");
    String last = row.getString("last_name");
    return first == null && last == null
        ? null
        : ((first == null ? "" : first) + " " + (last == null ? "" : last)).strip();
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static String after(PageRequest page) {
    return page.first() ? "" : page.after().getFirst();
  }

  private static UUID @Nullable [] array(Optional<Set<UUID>> offices) {
    return offices.map(set -> set.toArray(UUID[]::new)).orElse(null);
  }

  private static <T> List<T> stream(RowSet<Row> rows, java.util.function.Function<Row, T> map) {
    return StreamSupport.stream(rows.spliterator(), false).map(map).toList();
  }
}
