package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.Purchase;
import dev.rollcall.platform.time.ProductClock;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

/** The company's purchases, inside a company transaction. */
@ApplicationScoped
public class Purchases implements PanacheRepositoryBase<PurchaseRow, PurchaseRow.Key> {

  private final ProductClock clock;

  Purchases(ProductClock clock) {
    this.clock = clock;
  }

  /** The purchase, locked until the transaction ends. */
  public Uni<Optional<Purchase>> lock(UUID company, UUID id) {
    return find("companyId = ?1 and id = ?2", company, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(row -> Optional.ofNullable(row).map(PurchaseRow::toPurchase));
  }

  /** The purchase as it is. */
  public Uni<Optional<Purchase>> get(UUID company, UUID id) {
    return findById(new PurchaseRow.Key(company, id))
        .map(row -> Optional.ofNullable(row).map(PurchaseRow::toPurchase));
  }

  public Uni<Void> add(Purchase purchase) {
    return persist(PurchaseRow.of(purchase)).chain(this::flush);
  }

  public Uni<Void> store(Purchase purchase) {
    return findById(new PurchaseRow.Key(purchase.companyId(), purchase.id()))
        .invoke(row -> row.take(purchase, clock.instant()))
        .chain(this::flush);
  }
}
