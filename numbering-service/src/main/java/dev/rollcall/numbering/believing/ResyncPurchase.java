package dev.rollcall.numbering.believing;

import dev.rollcall.numbering.Purchase;
import dev.rollcall.numbering.buying.AskForCharge;
import dev.rollcall.numbering.storage.Purchases;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Has a purchase that waits for billing ask again. */
@ApplicationScoped
public class ResyncPurchase {

  private final CompanyTransaction transaction;
  private final Purchases purchases;
  private final AskForCharge ask;

  ResyncPurchase(CompanyTransaction transaction, Purchases purchases, AskForCharge ask) {
    this.transaction = transaction;
    this.purchases = purchases;
    this.ask = ask;
  }

  /** 404 where the company has no such purchase; nothing happens where it waits no more. */
  Uni<Outcome<UUID>> resync(UUID company, UUID purchaseId) {
    return transaction.within(
        company, () -> purchases.lock(company, purchaseId).chain(this::resync));
  }

  private Uni<Outcome<UUID>> resync(Optional<Purchase> found) {
    return found
        .map(purchase -> ask.again(purchase).replaceWith(Outcome.done(purchase.id())))
        .orElseGet(() -> Uni.createFrom().item(Outcome.<UUID>refused(Refusal.notFound())));
  }
}
