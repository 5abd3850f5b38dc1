package dev.rollcall.billing.quoting;

import dev.rollcall.billing.LicenseOrder;
import dev.rollcall.billing.Quote;
import dev.rollcall.billing.QuoteRules;
import dev.rollcall.billing.provisioning.KnownCompanies;
import dev.rollcall.billing.settings.BillingConfig;
import dev.rollcall.billing.storage.Quotes;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says what an order would cost, and holds that price for a while (BIL-6, INV-5). */
@ApplicationScoped
public class MakeQuote {

  private final CompanyTransaction transaction;
  private final Idempotency idempotency;
  private final KnownCompanies known;
  private final PriceOrder prices;
  private final Quotes quotes;
  private final Ids ids;
  private final ProductClock clock;
  private final Duration lifetime;

  MakeQuote(
      CompanyTransaction transaction,
      Idempotency idempotency,
      KnownCompanies known,
      PriceOrder prices,
      Quotes quotes,
      Ids ids,
      ProductClock clock,
      BillingConfig config) {
    this.transaction = transaction;
    this.idempotency = idempotency;
    this.known = known;
    this.prices = prices;
    this.quotes = quotes;
    this.ids = ids;
    this.clock = clock;
    this.lifetime = config.quotes().lifetime();
  }

  /** The quote's id. */
  public Uni<Outcome<Created>> quote(Caller caller, LicenseOrder order, @Nullable RequestKey key) {
    return known
        .ensureOffice(caller.company(), order.officeId())
        .chain(() -> transaction.within(caller.company(), () -> once(caller, order, key)));
  }

  /** The quote as it is now. */
  public Uni<Quote> read(UUID company, UUID id) {
    return transaction.within(
        company, () -> quotes.find(company, id).map(java.util.Optional::orElseThrow));
  }

  private Uni<Outcome<Created>> once(Caller caller, LicenseOrder order, @Nullable RequestKey key) {
    return idempotency.once(key, () -> priced(caller, order));
  }

  private Uni<Outcome<UUID>> priced(Caller caller, LicenseOrder order) {
    return prices
        .price(caller.company(), order)
        .map(priced -> priced.map(this::quote))
        .call(this::store)
        .map(quote -> quote.map(Quote::id));
  }

  private Quote quote(Priced priced) {
    return QuoteRules.quote(
        ids.next(), priced.order(), priced.subscription(), lifetime, clock.instant());
  }

  private Uni<Void> store(Outcome<Quote> quote) {
    return quote.fold(quotes::add, refusal -> Uni.createFrom().voidItem());
  }
}
