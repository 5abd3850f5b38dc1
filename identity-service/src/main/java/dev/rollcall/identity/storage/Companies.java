package dev.rollcall.identity.storage;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.Product;
import dev.rollcall.platform.storage.Statement;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Companies, inside a company transaction. */
@ApplicationScoped
public class Companies implements PanacheRepositoryBase<CompanyRow, UUID> {

  /** Stands for that many or more. */
  public static final int MOST_COUNTED = 10_000;

  /**
   * The company, locked until the transaction ends. Everything that counts admins or adds a member
   * takes this lock first (USR-7, INV-11).
   */
  public Uni<Optional<Company>> lock(UUID company) {
    return find("companyId", company)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(row -> Optional.ofNullable(row).map(CompanyRow::toCompany));
  }

  /** The company as it is, without a lock. */
  public Uni<Optional<Company>> find(UUID company) {
    return findById(company).map(row -> Optional.ofNullable(row).map(CompanyRow::toCompany));
  }

  /** Writes a company that was not there before. */
  public Uni<Void> add(Company company) {
    return persistAndFlush(CompanyRow.of(company)).replaceWithVoid();
  }

  /** Writes the changed company. */
  public Uni<Void> store(Company company) {
    return findById(company.id()).invoke(row -> row.take(company)).chain(this::flush);
  }

  /**
   * How many active users have each of the products (USR-13), counted up to {@link #MOST_COUNTED}.
   * Each product has its index, which the planner knows by the literal.
   */
  public Uni<Map<Product, Long>> usersOf(UUID company, Set<Product> products) {
    return products.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : Statement.of(
                products.stream()
                    .map(Companies::usersOf)
                    .collect(Collectors.joining(" union all ")))
            .set("company", company)
            .set("most", MOST_COUNTED)
            .rows(Object[].class)
            .map(Companies::counts);
  }

  private static String usersOf(Product product) {
    return """
    select '%1$s' as product, (select count(*) from (
      select 1 from member
      where company_id = :company and status = 'ACTIVE' and '%1$s' = any(products)
      limit :most) as counted) as users
    """
        .formatted(product.name());
  }

  private static Map<Product, Long> counts(List<Object[]> rows) {
    return rows.stream()
        .collect(
            Collectors.toMap(
                row -> Product.valueOf((String) row[0]), row -> ((Number) row[1]).longValue()));
  }

  /**
   * Takes over what billing says of the company's subscription, unless something newer is known;
   * whether it was newer.
   */
  public Uni<Boolean> adoptSubscription(UUID company, String status, long version) {
    return Statement.of(
            """
            insert into subscription_view as v (company_id, status, version)
            values (:company, :status, :version)
            on conflict on constraint subscription_view_pk do update
              set status = excluded.status, version = excluded.version
              where v.version < excluded.version
            """)
        .set("company", company)
        .set("status", status)
        .set("version", version)
        .changes()
        .map(changed -> changed > 0);
  }

  /** The subscription's status in billing's words; empty until billing has told it. */
  public Uni<Optional<String>> subscriptionStatus(UUID company) {
    return Statement.of("select status from subscription_view where company_id = :company")
        .set("company", company)
        .rows(String.class)
        .map(rows -> rows.stream().findFirst());
  }
}
