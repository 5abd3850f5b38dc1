package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.NumberState;
import dev.rollcall.numbering.NumberType;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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

  private final CompanySql sql;

  NumberReads(CompanySql sql) {
    this.sql = sql;
  }

  /** One number of the company. */
  public Uni<Optional<NumberView>> find(UUID company, String e164) {
    return sql.within(
            company,
            connection ->
                connection
                    .preparedQuery(
                        "select "
                            + COLUMNS
                            + " from phone_number n where company_id = $1 and e164 = $2")
                    .execute(Tuple.of(company, e164)))
        .map(rows -> stream(rows, NumberReads::number).stream().findFirst());
  }

  /** A page of the company's numbers by E.164, one more than asked for where there is more. */
  public Uni<List<NumberView>> list(UUID company, NumberFilter filter, PageRequest page) {
    return sql.within(
            company,
            connection ->
                connection
                    .preparedQuery(
                        "select "
                            + COLUMNS
                            + """
                             from phone_number n
                            where n.company_id = $1 and n.e164 > $2
                              and ($3::text is null or n.state = $3)
                              and ($4::text is null or n.type = $4)
                              and ($5::uuid is null or n.office_id = $5)
                              and ($6::uuid is null or n.user_id = $6)
                              and ($7::uuid[] is null or n.office_id = any($7))
                            order by n.e164 limit $8
                            """)
                    .execute(
                        Tuple.tuple()
                            .addUUID(company)
                            .addString(after(page))
                            .addString(name(filter.state()))
                            .addString(name(filter.type()))
                            .addUUID(filter.officeId())
                            .addUUID(filter.userId())
                            .addArrayOfUUID(array(filter.offices()))
                            .addInteger(page.limit() + 1)))
        .map(rows -> stream(rows, NumberReads::number));
  }

  /** A page of the reserved pool by E.164 (NUM-4), one more than asked for where there is more. */
  public Uni<List<ReservedNumberView>> pool(
      UUID company, Optional<Set<UUID>> offices, PageRequest page) {
    return sql.within(
            company,
            connection ->
                connection
                    .preparedQuery(
                        """
                        select n.e164, n.type, n.country, n.state, n.office_id, n.last_user_id,
                          u.first_name, u.last_name, n.last_office_id, o.name as office_name,
                          n.unassigned_at, n.created_at, n.updated_at
                        from phone_number n
                        left join user_view u
                          on u.company_id = n.company_id and u.user_id = n.last_user_id
                        left join office_view o
                          on o.company_id = n.company_id and o.office_id = n.last_office_id
                        where n.company_id = $1 and n.e164 > $2
                          and n.state in ('RESERVED', 'HELD_FOR_RESTORE')
                          and ($3::uuid[] is null or n.office_id = any($3))
                        order by n.e164 limit $4
                        """)
                    .execute(
                        Tuple.tuple()
                            .addUUID(company)
                            .addString(after(page))
                            .addArrayOfUUID(array(offices))
                            .addInteger(page.limit() + 1)))
        .map(rows -> stream(rows, NumberReads::reserved));
  }

  /** Which of these numbers somebody keeps now, over all companies. */
  public Uni<Set<String>> claimed(List<String> e164s, Instant now) {
    return sql.within(
            CompanyTransaction.NO_COMPANY,
            connection ->
                connection
                    .preparedQuery(
                        "select e164 from number_claim where e164 = any($1) and until > $2")
                    .execute(
                        Tuple.tuple()
                            .addArrayOfString(e164s.toArray(String[]::new))
                            .addOffsetDateTime(now.atOffset(java.time.ZoneOffset.UTC))))
        .map(rows -> new HashSet<>(stream(rows, row -> row.getString("e164"))));
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

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  private static UUID @Nullable [] array(Optional<Set<UUID>> offices) {
    return offices.map(set -> set.toArray(UUID[]::new)).orElse(null);
  }

  private static <T> List<T> stream(RowSet<Row> rows, java.util.function.Function<Row, T> map) {
    return StreamSupport.stream(rows.spliterator(), false).map(map).toList();
  }
}
