package dev.rollcall.numbering.storage;

import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service believes of what others own, by id, on the plain client. */
@ApplicationScoped
public class BeliefReads {

  /**
   * One user.
   *
   * @param version of the user aggregate; null where only a number names them
   * @param active null where only a number names them
   * @param assigned numbers that are theirs, E.164
   * @param held numbers that wait for their return, E.164
   */
  public record UserBelief(
      UUID userId,
      @Nullable Long version,
      @Nullable Boolean active,
      List<String> assigned,
      List<String> held) {}

  /**
   * One office.
   *
   * @param version of the company
   * @param held numbers, in any state in it, up to a hundred
   */
  public record OfficeBelief(UUID officeId, long version, boolean open, long held) {}

  private static final String OFFICES =
      """
      select o.office_id, c.version, o.open,
        (select count(*) from (
          select 1 from phone_number n
          where n.company_id = $1 and n.office_id = o.office_id
          limit 100) as counted) as held
      from office_view o join company_view c on c.company_id = o.company_id
      where o.company_id = $1 and o.office_id >= $2
      order by o.office_id limit $3
      """;

  /** A purchase that waits for billing. */
  public record PurchaseBelief(UUID purchaseId, String e164) {}

  private static final String PURCHASES =
      """
      select id, e164 from purchase
      where company_id = $1 and state = 'REQUESTED' and id >= $2 order by id limit $3
      """;

  private static final String USERS =
      """
      select known.user_id, u.version, u.active,
        array(select n.e164 from phone_number n
              where n.company_id = $1 and n.user_id = known.user_id order by n.e164) as assigned,
        array(select n.e164 from phone_number n
              where n.company_id = $1 and n.last_user_id = known.user_id
                and n.state = 'HELD_FOR_RESTORE' order by n.e164) as held
      from (
        (select user_id from user_view
         where company_id = $1 and user_id >= $2 order by user_id limit $3)
        union
        (select distinct user_id from phone_number
         where company_id = $1 and user_id >= $2 order by user_id limit $3)
        union
        (select distinct last_user_id from phone_number
         where company_id = $1 and last_user_id >= $2 and state = 'HELD_FOR_RESTORE'
         order by last_user_id limit $3)
        order by user_id limit $3
      ) known
      left join user_view u on u.company_id = $1 and u.user_id = known.user_id
      order by known.user_id
      """;

  private final CompanySql sql;

  BeliefReads(CompanySql sql) {
    this.sql = sql;
  }

  /** Users from that id on, by id. */
  public Uni<List<UserBelief>> users(UUID company, UUID from, int atMost) {
    return sql.list(company, USERS, Tuple.of(company, from, atMost), BeliefReads::user);
  }

  /** Offices from that id on, by id. */
  public Uni<List<OfficeBelief>> offices(UUID company, UUID from, int atMost) {
    return sql.list(company, OFFICES, Tuple.of(company, from, atMost), BeliefReads::office);
  }

  private static OfficeBelief office(Row row) {
    return new OfficeBelief(
        row.getUUID("office_id"),
        row.getLong("version"),
        row.getBoolean("open"),
        row.getLong("held"));
  }

  /** Purchases that wait for billing, from that id on, by id. */
  public Uni<List<PurchaseBelief>> purchases(UUID company, UUID from, int atMost) {
    return sql.list(company, PURCHASES, Tuple.of(company, from, atMost), BeliefReads::purchase);
  }

  private static PurchaseBelief purchase(Row row) {
    return new PurchaseBelief(row.getUUID("id"), row.getString("e164"));
  }

  private static UserBelief user(Row row) {
    return new UserBelief(
        row.getUUID("user_id"),
        row.getLong("version"),
        row.getBoolean("active"),
        List.of(row.getArrayOfStrings("assigned")),
        List.of(row.getArrayOfStrings("held")));
  }
}
