package dev.rollcall.billing.storage;

import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Views of the running transaction's company: itself, its offices, its users; ids only. */
@ApplicationScoped
public class Companies {

  private static final String ADOPT =
      """
      insert into company as known (company_id, time_zone, head_office_id, version)
      values (:company, :zone, :headOffice, :version)
      on conflict on constraint company_pk do update
      set time_zone = excluded.time_zone, head_office_id = excluded.head_office_id,
          version = excluded.version
      where known.version < excluded.version
      """;

  private static final String ADOPT_OFFICES =
      """
      insert into office (company_id, office_id, name, country, price_level, status)
      select :company, o.office_id, o.name, o.country, o.price_level, o.status
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as o (
        office_id uuid, name text, country text, price_level text, status text)
      on conflict on constraint office_pk do update
      set name = excluded.name, country = excluded.country, price_level = excluded.price_level,
          status = excluded.status
      """;

  private static final String APPEAR =
      """
      insert into member (company_id, user_id, status, version)
      values (:company, :user, 'ACTIVE', 0)
      on conflict do nothing
      """;

  private static final String ADOPT_MEMBER =
      """
      insert into member as known (company_id, user_id, invitation_id, status, version)
      values (:company, :user, :invitation, :status, :version)
      on conflict on constraint member_pk do update
      set invitation_id = excluded.invitation_id, status = excluded.status,
          version = excluded.version
      where known.version < excluded.version
      """;

  private static final String OFFICE =
      """
      select name, country, price_level, status from office
      where company_id = :company and office_id = :office and status <> 'DELETED'
      """;

  /**
   * An office, as billing needs it.
   *
   * @param status OPEN, CLOSING or DELETED
   */
  public record Office(
      UUID officeId, String name, String country, String priceLevel, String status) {

    public boolean isOpen() {
      return status.equals("OPEN");
    }
  }

  /** Takes over a newer state of the company; whether it was newer. */
  public Uni<Boolean> adopt(
      UUID company, String timeZone, UUID headOffice, long version, List<Office> offices) {
    return Statement.of(ADOPT)
        .set("company", company)
        .set("zone", timeZone)
        .set("headOffice", headOffice)
        .set("version", version)
        .changed()
        .call(newer -> newer ? adoptOffices(company, offices) : Uni.createFrom().voidItem());
  }

  /** Whether the company has that office, as far as billing has heard. */
  public Uni<Boolean> hasOffice(UUID company, UUID office) {
    return Statement.of(
            """
            select count(*) from office
            where company_id = :company and office_id = :office and status <> 'DELETED'
            """)
        .set("company", company)
        .set("office", office)
        .rows(Long.class)
        .map(counts -> counts.getFirst() > 0);
  }

  /** The office unless it is deleted, as far as billing has heard. */
  public Uni<Optional<Office>> office(UUID company, UUID office) {
    return office(OFFICE, company, office);
  }

  /**
   * The same, which stays as it is until the transaction ends: what is put into it is counted by
   * whoever closes it, or finds it closing (CO-3).
   */
  public Uni<Optional<Office>> keepOffice(UUID company, UUID office) {
    return office(OFFICE + "for share", company, office);
  }

  private static Uni<Optional<Office>> office(String sql, UUID company, UUID office) {
    return Statement.of(sql)
        .set("company", company)
        .set("office", office)
        .rows()
        .map(rows -> rows.stream().findFirst().map(row -> office(office, row)));
  }

  private static Office office(UUID office, Row row) {
    return new Office(
        office,
        row.get("name", String.class),
        row.get("country", String.class),
        row.get("price_level", String.class),
        row.get("status", String.class));
  }

  /** Takes over a newer state of a user; whether it was newer. Locks the user. */
  public Uni<Boolean> adoptMember(
      UUID company,
      UUID user,
      @org.jspecify.annotations.Nullable UUID invitation,
      String status,
      long version) {
    return Statement.of(ADOPT_MEMBER)
        .set("company", company)
        .set("user", user)
        .set("invitation", invitation)
        .set("status", status)
        .set("version", version)
        .changed();
  }

  /** Whether the user is still there, as far as billing has heard. Locks the user. */
  public Uni<Boolean> isActive(UUID company, UUID user) {
    return Statement.of(APPEAR)
        .set("company", company)
        .set("user", user)
        .run()
        .chain(
            () ->
                Statement.of(
                        """
                        select status from member where company_id = :company and user_id = :user
                        for update
                        """)
                    .set("company", company)
                    .set("user", user)
                    .rows(String.class))
        .map(statuses -> statuses.getFirst().equals("ACTIVE"));
  }

  private static Uni<Void> adoptOffices(UUID company, List<Office> offices) {
    var rows = new JsonArray();
    for (Office office : offices) {
      rows.add(
          new JsonObject()
              .put("office_id", office.officeId().toString())
              .put("name", office.name())
              .put("country", office.country())
              .put("price_level", office.priceLevel())
              .put("status", office.status()));
    }
    return Statement.of(ADOPT_OFFICES).set("company", company).set("rows", rows.encode()).run();
  }
}
