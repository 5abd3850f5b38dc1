package dev.rollcall.billing.storage;

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
   * @param version of the user aggregate; null where only a license names them
   * @param active null where only a license names them
   * @param licenses that are assigned to them
   */
  public record UserBelief(
      UUID userId, @Nullable Long version, @Nullable Boolean active, List<UUID> licenses) {}

  /**
   * What an invitation was answered that asked for a seat.
   *
   * @param licenseId the one that is reserved for it; null where it was refused
   */
  public record InvitationBelief(UUID invitationId, @Nullable UUID licenseId) {}

  /**
   * What the purchase of a number was answered.
   *
   * @param answer GRANTED or REFUSED
   */
  public record PurchaseBelief(UUID purchaseId, String answer) {}

  private static final String PURCHASES =
      """
      select process_id, status from number_charge
      where company_id = $1 and status in ('GRANTED', 'REFUSED') and process_id >= $2
      order by process_id limit $3
      """;

  /**
   * One office.
   *
   * @param version of the company
   * @param held licenses that are not cancelled in it, up to a hundred
   */
  public record OfficeBelief(UUID officeId, long version, boolean open, long held) {}

  private static final String OFFICES =
      """
      select o.office_id, c.version, o.status = 'OPEN' as open,
        (select count(*) from (
          select 1 from license l
          where l.company_id = $1 and l.office_id = o.office_id
            and l.state in ('FREE', 'RESERVED', 'ASSIGNED')
          limit 100) as counted) as held
      from office o join company c on c.company_id = o.company_id
      where o.company_id = $1 and o.office_id >= $2
      order by o.office_id limit $3
      """;

  private static final String USERS =
      """
      select known.user_id, m.version, m.status = 'ACTIVE' as active,
        array(select l.license_id from license l
              where l.company_id = $1 and l.holder_user_id = known.user_id
              order by l.license_id) as licenses
      from (
        (select user_id from member
         where company_id = $1 and user_id >= $2 order by user_id limit $3)
        union
        (select distinct holder_user_id from license
         where company_id = $1 and holder_user_id >= $2 order by holder_user_id limit $3)
        order by user_id limit $3
      ) known
      left join member m on m.company_id = $1 and m.user_id = known.user_id
      order by known.user_id
      """;

  private static final String INVITATIONS =
      """
      select invitation_id, license_id from (
        (select holder_invitation_id as invitation_id, license_id from license
         where company_id = $1 and state = 'RESERVED' and holder_invitation_id >= $2
         order by holder_invitation_id limit $3)
        union all
        (select process_id, cast(null as uuid) from seat
         where company_id = $1 and status = 'REFUSED' and process_id >= $2
         order by process_id limit $3)
      ) answered
      order by invitation_id limit $3
      """;

  private final CompanySql sql;

  BeliefReads(CompanySql sql) {
    this.sql = sql;
  }

  /** Users from that id on, by id. */
  public Uni<List<UserBelief>> users(UUID company, UUID from, int atMost) {
    return sql.list(company, USERS, Tuple.of(company, from, atMost), BeliefReads::user);
  }

  /** Invitations from that id on, by id. */
  public Uni<List<InvitationBelief>> invitations(UUID company, UUID from, int atMost) {
    return sql.list(company, INVITATIONS, Tuple.of(company, from, atMost), BeliefReads::invitation);
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

  /** Purchases of numbers that were answered, from that id on, by id. */
  public Uni<List<PurchaseBelief>> purchases(UUID company, UUID from, int atMost) {
    return sql.list(company, PURCHASES, Tuple.of(company, from, atMost), BeliefReads::purchase);
  }

  private static PurchaseBelief purchase(Row row) {
    return new PurchaseBelief(row.getUUID("process_id"), row.getString("status"));
  }

  private static UserBelief user(Row row) {
    return new UserBelief(
        row.getUUID("user_id"),
        row.getLong("version"),
        row.getBoolean("active"),
        List.of(row.getArrayOfUUIDs("licenses")));
  }

  private static InvitationBelief invitation(Row row) {
    return new InvitationBelief(row.getUUID("invitation_id"), row.getUUID("license_id"));
  }
}
