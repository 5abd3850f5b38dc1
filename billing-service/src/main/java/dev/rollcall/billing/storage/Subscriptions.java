package dev.rollcall.billing.storage;

import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.SubscriptionStatus;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

/** The subscription of the running transaction's company. */
@ApplicationScoped
public class Subscriptions implements PanacheRepositoryBase<SubscriptionRow, UUID> {

  private static final String START =
      """
      insert into subscription (company_id, edition, status, catalogue_version, currency, time_zone,
                                started_on, started_at, version, created_at, updated_at)
      values (:company, :edition, :status, :catalogue, :currency, :zone, :startedOn, :startedAt,
              :version, :now, :now)
      on conflict do nothing
      """;

  private static final String STATUS_WITH_OFFICE =
      """
      select s.status, o.status = 'OPEN' as open from subscription s
      join office o on o.company_id = s.company_id
      where s.company_id = :company and o.office_id = :office and o.status <> 'DELETED'
      for share of o
      """;

  /**
   * A subscription's status, and whether the office that was asked about takes anything new.
   *
   * @param officeOpen false while it closes
   */
  public record WithOffice(SubscriptionStatus status, boolean officeOpen) {}

  /**
   * Starts it unless it has started; whether it was this call that did. Of two at the same time,
   * the second waits for the first to commit.
   */
  public Uni<Boolean> start(Subscription subscription) {
    return Statement.of(START)
        .set("company", subscription.companyId())
        .set("edition", subscription.edition().name())
        .set("status", subscription.status().name())
        .set("catalogue", subscription.catalogueVersion())
        .set("currency", subscription.currency())
        .set("zone", subscription.timeZone().getId())
        .set("startedOn", subscription.startedOn())
        .set("startedAt", subscription.startedAt())
        .set("version", subscription.version())
        .set("now", subscription.createdAt())
        .changed();
  }

  /** The subscription as it is; empty while the company is not known. */
  public Uni<Optional<Subscription>> find(UUID company) {
    return findById(company)
        .map(row -> Optional.ofNullable(row).map(SubscriptionRow::toSubscription));
  }

  /**
   * Its status, where the company has that office as far as billing has heard; else empty. The
   * office stays as it is until the transaction ends (CO-3).
   */
  public Uni<Optional<WithOffice>> statusWithOffice(UUID company, UUID office) {
    return Statement.of(STATUS_WITH_OFFICE)
        .set("company", company)
        .set("office", office)
        .rows()
        .map(found -> found.stream().findFirst().map(Subscriptions::withOffice));
  }

  private static WithOffice withOffice(Row row) {
    return new WithOffice(
        SubscriptionStatus.valueOf(row.text("status")), row.get("open", Boolean.class));
  }

  /** The subscription, locked: what counts the company's numbers takes this lock first (NUM-1). */
  public Uni<Optional<Subscription>> lock(UUID company) {
    return find("companyId", company)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(row -> Optional.ofNullable(row).map(SubscriptionRow::toSubscription));
  }
}
