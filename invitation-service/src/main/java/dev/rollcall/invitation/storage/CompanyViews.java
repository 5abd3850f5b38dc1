package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.Company;
import dev.rollcall.invitation.Role;
import dev.rollcall.platform.storage.Row;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The view of companies and their offices. */
@ApplicationScoped
public class CompanyViews {

  /**
   * A company as identity tells of it.
   *
   * @param version of the company aggregate
   * @param managerCeiling NONE or a role's name
   */
  public record State(
      UUID companyId,
      long version,
      String name,
      String timeZone,
      List<String> products,
      boolean phoneRequired,
      String managerCeiling,
      Duration linkLifetime,
      List<String> allowedDomains,
      List<String> blockedDomains,
      List<Company.Office> offices) {}

  private static final String STORE =
      """
      insert into company_view as known (company_id, version, name, time_zone, products,
        phone_required, manager_ceiling, link_lifetime, allowed_domains, blocked_domains)
      values (?1, ?2, ?3, ?4, string_to_array(?5, ','), ?6, ?7, ?8,
        string_to_array(?9, ','), string_to_array(?10, ','))
      on conflict on constraint company_view_pk do update set
        version = excluded.version, name = excluded.name, time_zone = excluded.time_zone,
        products = excluded.products, phone_required = excluded.phone_required,
        manager_ceiling = excluded.manager_ceiling, link_lifetime = excluded.link_lifetime,
        allowed_domains = excluded.allowed_domains, blocked_domains = excluded.blocked_domains
      where known.version < excluded.version
      """;

  private static final String STORE_OFFICES =
      """
      insert into office_view (company_id, office_id, head_office, open)
      select ?1, cast(office.id as uuid), cast(office.head as boolean), cast(office.open as boolean)
      from unnest(string_to_array(?2, ','), string_to_array(?3, ','), string_to_array(?4, ','))
        as office(id, head, open)
      """;

  private static final String LOAD =
      """
      select c.name, c.time_zone, c.phone_required, c.manager_ceiling, c.link_lifetime,
        array_to_string(c.products, ',') as products,
        array_to_string(c.allowed_domains, ',') as allowed_domains,
        array_to_string(c.blocked_domains, ',') as blocked_domains,
        cast(o.office_id as text) as office_id, o.head_office, o.open
      from company_view c left join office_view o on o.company_id = c.company_id
      where c.company_id = ?1
      """;

  /** Stores the state unless the view has it, or a newer one. */
  public Uni<Void> store(State state) {
    return SessionSql.execute(
            STORE,
            state.companyId(),
            state.version(),
            state.name(),
            state.timeZone(),
            String.join(",", state.products()),
            state.phoneRequired(),
            state.managerCeiling(),
            state.linkLifetime().toString(),
            String.join(",", state.allowedDomains()),
            String.join(",", state.blockedDomains()))
        .chain(changed -> changed == 1 ? storeOffices(state) : Uni.createFrom().voidItem());
  }

  /** The company of the running transaction, or empty while the view has none. */
  public Uni<Optional<Company>> find(UUID company) {
    return SessionSql.rows(LOAD, company).map(found -> company(company, found));
  }

  private static Uni<Void> storeOffices(State state) {
    return SessionSql.execute("delete from office_view where company_id = ?1", state.companyId())
        .chain(
            () ->
                SessionSql.execute(
                    STORE_OFFICES,
                    state.companyId(),
                    joined(state.offices(), office -> office.id().toString()),
                    joined(state.offices(), office -> Boolean.toString(office.headOffice())),
                    joined(state.offices(), office -> Boolean.toString(office.open()))))
        .replaceWithVoid();
  }

  private static String joined(
      List<Company.Office> offices, java.util.function.Function<Company.Office, String> field) {
    return String.join(",", offices.stream().map(field).toList());
  }

  private static Optional<Company> company(UUID id, List<Row> rows) {
    return rows.stream()
        .findFirst()
        .map(
            first ->
                new Company(
                    id,
                    first.get("name", String.class),
                    ZoneId.of(first.get("time_zone", String.class)),
                    words(first, "products"),
                    policy(first),
                    offices(rows)));
  }

  private static Company.Policy policy(Row row) {
    return new Company.Policy(
        row.get("phone_required", Boolean.class),
        Role.named(row.get("manager_ceiling", String.class)),
        Duration.parse(row.get("link_lifetime", String.class)),
        words(row, "allowed_domains"),
        words(row, "blocked_domains"));
  }

  private static List<Company.Office> offices(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.has("office_id"))
        .map(
            row ->
                new Company.Office(
                    UUID.fromString(row.get("office_id", String.class)),
                    row.get("head_office", Boolean.class),
                    row.get("open", Boolean.class)))
        .toList();
  }

  private static Set<String> words(Row row, String column) {
    String joined = row.get(column, String.class);
    return joined.isEmpty() ? Set.of() : Set.of(joined.split(","));
  }
}
