package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.Office;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The view of companies and offices, inside a company transaction. */
@ApplicationScoped
public class Companies {

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
        .call(newer -> newer ? replace(company, offices) : Uni.createFrom().voidItem());
  }

  /** The office, if the company's state tells of it. */
  public Uni<Optional<Office>> office(UUID company, UUID officeId) {
    return Statement.of(
            """
            select name, country, open from office_view
            where company_id = :company and office_id = :office
            """)
        .set("company", company)
        .set("office", officeId)
        .rows(Object[].class)
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(
                        row ->
                            new Office(
                                officeId, (String) row[0], (String) row[1], (Boolean) row[2])));
  }

  private static Uni<Void> replace(UUID company, List<Office> offices) {
    return Statement.of("delete from office_view where company_id = :company")
        .set("company", company)
        .changed()
        .chain(
            gone ->
                Statement.of(
                        """
                        insert into office_view (company_id, office_id, name, country, open)
                        select :company, o.id, o.name, o.country, o.open
                        from unnest(cast(:ids as uuid[]), cast(:names as text[]),
                          cast(:countries as text[]), cast(:open as boolean[]))
                          as o (id, name, country, open)
                        """)
                    .set("company", company)
                    .set("ids", offices.stream().map(Office::id).toArray(UUID[]::new))
                    .set("names", offices.stream().map(Office::name).toArray(String[]::new))
                    .set("countries", offices.stream().map(Office::country).toArray(String[]::new))
                    .set("open", offices.stream().map(Office::open).toArray(Boolean[]::new))
                    .changed())
        .replaceWithVoid();
  }
}
