package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.Status;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads for views, on the plain client. */
@ApplicationScoped
public class InvitationReads {

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
   * @param text part of a name or e-mail, any case; empty for all
   * @param before the id of the last one seen; null for the first page
   */
  public record Filter(Set<Status> statuses, String text, @Nullable UUID before, int atMost) {}

  /** One entry of a timeline. */
  public record Step(Instant at, String service, String step, int attempt, String outcome) {}

  /**
   * How an invitation reads to the person invited.
   *
   * @param wantsPhone whether the company's policy asks for a contact phone (INV-1)
   */
  public record Invited(
      InvitationRow row, String company, @Nullable String inviter, boolean wantsPhone) {}

  private static final String INVITED =
      """
      with invited as (select %s from invitation where company_id = $1 and id = $2)
      select i.*, c.name as company, c.phone_required,
        nullif(trim(u.first_name || ' ' || u.last_name), '') as inviter
      from invited i
      join company_view c on c.company_id = $1
      left join user_view u on u.company_id = $1 and u.user_id = i.invited_by
      """
          .formatted(InvitationRow.COLUMNS);

  private static final String FIND =
      "select %s from invitation where company_id = $1 and id = $2"
          .formatted(InvitationRow.COLUMNS);

  private final CompanySql sql;
  private final ProductClock clock;

  InvitationReads(CompanySql sql, ProductClock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** The invitation as it is now. */
  public Uni<Optional<InvitationRow>> find(UUID company, UUID id) {
    return sql.query(company, FIND, Tuple.of(company, id)).map(InvitationReads::first);
  }

  /** The invitation with the names that the invited person wants to see. */
  public Uni<Optional<Invited>> invited(UUID company, UUID id) {
    return sql.query(company, INVITED, Tuple.of(company, id)).map(InvitationReads::firstInvited);
  }

  /** Newest first. */
  public Uni<List<InvitationRow>> list(UUID company, Sight sight, Filter filter) {
    List<Object> values = new ArrayList<>(List.of(company));
    String query = query(sight, filter, values);
    return sql.query(company, query, Tuple.from(values)).map(InvitationReads::rows);
  }

  /** What happened to it, oldest first. */
  public Uni<List<Step>> timeline(UUID company, UUID id) {
    return sql.within(
        company,
        connection ->
            connection
                .preparedQuery(
                    """
                    select at, service, step, attempt, outcome from invitation_step
                    where company_id = $1 and invitation_id = $2 order by at, id
                    """)
                .execute(Tuple.of(company, id))
                .map(InvitationReads::steps));
  }

  private String query(Sight sight, Filter filter, List<Object> values) {
    var query =
        new StringBuilder("select ")
            .append(InvitationRow.COLUMNS)
            .append("from invitation where company_id = $1");
    if (sight.offices() != null) {
      query
          .append(" and office_id = any(")
          .append(bind(values, sight.offices().toArray(UUID[]::new)))
          .append(")");
    }
    if (sight.invitedBy() != null) {
      query.append(" and invited_by = ").append(bind(values, sight.invitedBy()));
    }
    if (!filter.statuses().isEmpty()) {
      String now = bind(values, clock.instant().atOffset(ZoneOffset.UTC));
      String[] names = filter.statuses().stream().map(Status::name).toArray(String[]::new);
      // Expiry is decided when it is looked at, also where the job has not come by yet (INV-8).
      query
          .append(" and case when status = 'PENDING' and expires_at <= ")
          .append(now)
          .append(" then 'EXPIRED' else status end = any(")
          .append(bind(values, names))
          .append(")");
    }
    if (!filter.text().isEmpty()) {
      query
          .append(" and lower(concat_ws(' ', first_name, last_name, email)) like ")
          .append(bind(values, "%" + escaped(filter.text()) + "%"));
    }
    if (filter.before() != null) {
      query.append(" and id < ").append(bind(values, filter.before()));
    }
    return query.append(" order by id desc limit ").append(filter.atMost()).toString();
  }

  private static String bind(List<Object> values, Object value) {
    values.add(value);
    return "$" + values.size();
  }

  private static String escaped(String text) {
    return text.toLowerCase(java.util.Locale.ROOT)
        .replace("\\", "\\\\")
        .replace("%", "\\%")
        .replace("_", "\\_");
  }

  private static Optional<InvitationRow> first(RowSet<Row> found) {
    return rows(found).stream().findFirst();
  }

  private static Optional<Invited> firstInvited(RowSet<Row> found) {
    var rows = found.iterator();
    return rows.hasNext() ? Optional.of(invited(rows.next())) : Optional.empty();
  }

  private static Invited invited(Row row) {
    return new Invited(
        InvitationRow.of(row),
        row.getString("company"),
        row.getString("inviter"),
        row.getBoolean("phone_required"));
  }

  private static List<InvitationRow> rows(RowSet<Row> found) {
    List<InvitationRow> rows = new ArrayList<>();
    found.forEach(row -> rows.add(InvitationRow.of(row)));
    return rows;
  }

  private static List<Step> steps(RowSet<Row> found) {
    List<Step> steps = new ArrayList<>();
    found.forEach(
        row ->
            steps.add(
                new Step(
                    row.getOffsetDateTime("at").toInstant(),
                    row.getString("service"),
                    row.getString("step"),
                    row.getInteger("attempt"),
                    row.getString("outcome"))));
    return steps;
  }
}
