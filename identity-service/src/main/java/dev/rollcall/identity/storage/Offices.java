package dev.rollcall.identity.storage;

import dev.rollcall.identity.Office;
import dev.rollcall.identity.OfficeUse;
import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.web.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Offices, inside a company transaction; changed under the company's lock. */
@ApplicationScoped
public class Offices implements PanacheRepositoryBase<OfficeRow, OfficeRow.Key> {

  /** The office, deleted or not. */
  public Uni<Optional<Office>> find(UUID company, UUID officeId) {
    return findById(new OfficeRow.Key(company, officeId))
        .map(row -> Optional.ofNullable(row).map(OfficeRow::toOffice));
  }

  /** Every office of the company, the deleted included, oldest first. */
  public Uni<List<Office>> all(UUID company) {
    return list("companyId = ?1 order by createdAt, officeId", company)
        .map(rows -> rows.stream().map(OfficeRow::toOffice).toList());
  }

  /** Offices that are not deleted, by their id, which is by their age; one more than asked for. */
  public Uni<List<Office>> page(UUID company, PageRequest request) {
    UUID after = request.first() ? new UUID(0, 0) : UUID.fromString(request.after().getFirst());
    return find(
            "companyId = ?1 and status <> ?2 and officeId > ?3 order by officeId",
            company,
            Office.Status.DELETED,
            after)
        .range(0, request.limit())
        .list()
        .map(rows -> rows.stream().map(OfficeRow::toOffice).toList());
  }

  /** The office that came with the company. */
  public Uni<Office> headOffice(UUID company) {
    return find("companyId = ?1 and headOffice = true", company)
        .singleResult()
        .map(OfficeRow::toOffice);
  }

  /** Ids of the offices that something new may come into. */
  public Uni<Set<UUID>> open(UUID company) {
    return all(company)
        .map(
            all ->
                all.stream()
                    .filter(Office::isOpen)
                    .map(Office::id)
                    .collect(Collectors.toUnmodifiableSet()));
  }

  public Uni<Void> add(Office office) {
    return persistAndFlush(OfficeRow.of(office)).replaceWithVoid();
  }

  public Uni<Void> store(Office office) {
    return findById(new OfficeRow.Key(office.companyId(), office.id()))
        .invoke(row -> row.take(office))
        .chain(this::flush);
  }

  /** What still hangs on the office (CO-3), each counted up to {@link OfficeUse#MOST_COUNTED}. */
  public Uni<OfficeUse> use(UUID company, UUID officeId, Instant now) {
    return Statement.of(
            """
            select
              (select count(*) from (
                (select 1 from member
                 where company_id = :company and office_id = :office and status = 'ACTIVE'
                 limit :most)
                union all
                (select 1 from member
                 where company_id = :company and office_id = :office and status = 'DELETED'
                   and restorable_until > :now
                 limit :most)) as counted),
              (select count(*) from (
                select 1 from pending_view
                where company_id = :company and office_id = :office
                  and status in ('REQUESTED', 'PENDING', 'ACCEPTING', 'ACCEPTED')
                limit :most) as counted),
              (select count(*) from (
                select 1 from license_view
                where company_id = :company and office_id = :office and state <> 'CANCELLED'
                limit :most) as counted),
              (select count(*) from (
                select 1 from number_view
                where company_id = :company and office_id = :office
                  and state in ('HELD', 'RESERVED', 'ASSIGNED', 'HELD_FOR_RESTORE')
                limit :most) as counted)
            """)
        .set("company", company)
        .set("office", officeId)
        .set("now", now)
        .set("most", OfficeUse.MOST_COUNTED)
        .rows(Object[].class)
        .map(List::getFirst)
        .map(row -> new OfficeUse(count(row[0]), count(row[1]), count(row[2]), count(row[3])));
  }

  private static long count(Object value) {
    return Math.min(((Number) value).longValue(), OfficeUse.MOST_COUNTED);
  }
}
