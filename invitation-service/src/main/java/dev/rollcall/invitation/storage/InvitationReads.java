package dev.rollcall.invitation.storage;

import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads for views, on the plain client. */
@ApplicationScoped
public class InvitationReads {

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

  InvitationReads(CompanySql sql) {
    this.sql = sql;
  }

  /** The invitation as it is now. */
  public Uni<Optional<InvitationRow>> find(UUID company, UUID id) {
    return sql.query(company, FIND, Tuple.of(company, id)).map(InvitationReads::first);
  }

  /** The invitation with the names that the invited person wants to see. */
  public Uni<Optional<Invited>> invited(UUID company, UUID id) {
    return sql.query(company, INVITED, Tuple.of(company, id)).map(InvitationReads::firstInvited);
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
