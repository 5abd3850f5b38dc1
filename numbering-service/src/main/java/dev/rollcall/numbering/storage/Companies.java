package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.Office;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The view of companies and offices, inside a company transaction. */
@ApplicationScoped
public class Companies {

  private static final String OFFICE =
      """
      select name, country, open from office_view
      where company_id = :company and office_id = :office
      """;

  private static final String STORE_OFFICES =
      """
      insert into office_view (company_id, office_id, name, country, open)
      select :company, o.id, o.name, o.country, o.open
      from unnest(cast(:ids as uuid[]), cast(:names as text[]), cast(:countries as text[]),
        cast(:open as boolean[])) as o (id, name, country, open)
      order by o.id
      on conflict on constraint office_view_pk do update
        set name = excluded.name, country = excluded.country, open = excluded.open
      """;

  /** Takes over a company's state unless a newer one is known; whether it was newer. */
  public Uni<Boolean> adopt(UUID company, String name, long version, List<Office> offices) {
    return Statement.of(
            """
            insert into company_view as v (company_id, name, version)
            values (:company, :name, :version)
            on conflict on constraint company_view_pk do update
              set name = excluded.name, version = excluded.version
              where v.version < excluded.version
            """)
        .set("company", company)
        .set("name", name)
        .set("version", version)
        .changed()
        .call(newer -> newer ? store(company, offices) : Uni.createFrom().voidItem());
  }

  /** The office, if the company's state tells of it. */
  public Uni<Optional<Office>> office(UUID company, UUID officeId) {
    return office(OFFICE, company, officeId);
  }

  /**
   * The same, which stays as it is until the transaction ends: what is put into it is counted by
   * whoever closes it, or finds it closing (CO-3).
   */
  public Uni<Optional<Office>> keepOffice(UUID company, UUID officeId) {
    return office(OFFICE + "for share", company, officeId);
  }

  private static Uni<Optional<Office>> office(String sql, UUID company, UUID officeId) {
    return Statement.of(sql)
        .set("company", company)
        .set("office", officeId)
        .rows()
        .map(rows -> rows.stream().findFirst().map(row -> office(officeId, row)));
  }

  private static Office office(UUID id, Row row) {
    return new Office(id, row.text("name"), row.text("country"), row.get("open", Boolean.class));
  }

  /** Each in its row: whoever has taken an office for itself is waited for. */
  private static Uni<Void> store(UUID company, List<Office> offices) {
    return Statement.of(STORE_OFFICES)
        .set("company", company)
        .set("ids", offices.stream().map(Office::id).toArray(UUID[]::new))
        .set("names", offices.stream().map(Office::name).toArray(String[]::new))
        .set("countries", offices.stream().map(Office::country).toArray(String[]::new))
        .set("open", offices.stream().map(Office::open).toArray(Boolean[]::new))
        .changes()
        .replaceWithVoid();
  }
}
