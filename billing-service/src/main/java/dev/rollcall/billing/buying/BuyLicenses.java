package dev.rollcall.billing.buying;

import dev.rollcall.billing.License;
import dev.rollcall.billing.buying.SellLicenses.Buyer;
import dev.rollcall.billing.provisioning.KnownCompanies;
import dev.rollcall.billing.quoting.Ask;
import dev.rollcall.billing.storage.Licenses;
import dev.rollcall.billing.storage.Purchases;
import dev.rollcall.billing.storage.Purchases.Bought;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A company buys licenses (BIL-4); the same key is one charge, however often it comes (BIL-10). */
@ApplicationScoped
public class BuyLicenses {

  /** What was bought, and its licenses as they are now. */
  public record Owned(Bought purchase, List<License> licenses) {}

  private final CompanyTransaction transaction;
  private final Idempotency idempotency;
  private final KnownCompanies known;
  private final SellLicenses sale;
  private final Purchases purchases;
  private final Licenses licenses;

  BuyLicenses(
      CompanyTransaction transaction,
      Idempotency idempotency,
      KnownCompanies known,
      SellLicenses sale,
      Purchases purchases,
      Licenses licenses) {
    this.transaction = transaction;
    this.idempotency = idempotency;
    this.known = known;
    this.sale = sale;
    this.purchases = purchases;
    this.licenses = licenses;
  }

  /** The purchase's id. */
  public Uni<Outcome<Created>> buy(Caller caller, Ask ask, @Nullable RequestKey key) {
    return known
        .ensureOffice(caller.company(), ask.office())
        .chain(() -> transaction.within(caller.company(), () -> once(caller, ask, key)));
  }

  /** The purchase as it is now. */
  public Uni<Owned> read(UUID company, UUID id) {
    return transaction.within(company, () -> owned(company, id));
  }

  private Uni<Outcome<Created>> once(Caller caller, Ask ask, @Nullable RequestKey key) {
    return idempotency.once(key, () -> sold(caller, ask));
  }

  private Uni<Outcome<UUID>> sold(Caller caller, Ask ask) {
    return sale.sell(caller.company(), ask, Buyer.user(caller.userId()))
        .map(sold -> sold.map(it -> it.purchase().id()));
  }

  private Uni<Owned> owned(UUID company, UUID id) {
    return purchases
        .find(company, id)
        .map(Optional::orElseThrow)
        .chain(bought -> licenses.ofPurchase(company, id).map(all -> new Owned(bought, all)));
  }
}
