package dev.rollcall.billing.removing;

import dev.rollcall.billing.License;
import dev.rollcall.billing.License.Removal;
import dev.rollcall.billing.LicenseSaleRules;
import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.events.LicenseEvents;
import dev.rollcall.billing.provisioning.KnownCompanies;
import dev.rollcall.billing.quoting.Ask;
import dev.rollcall.billing.quoting.PriceOrder;
import dev.rollcall.billing.quoting.Priced;
import dev.rollcall.billing.storage.Licenses;
import dev.rollcall.billing.storage.Quotes;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A company gives up free licenses (BIL-4): they are paid and counted until the renewal, given to
 * nobody from now on, and can't be taken back; those of the sign-up can't be bought again either
 * (INV-4).
 */
@ApplicationScoped
public class RemoveLicenses {

  private final CompanyTransaction transaction;
  private final Idempotency idempotency;
  private final KnownCompanies known;
  private final PriceOrder prices;
  private final Licenses licenses;
  private final Quotes quotes;
  private final Outbox outbox;
  private final Jobs jobs;
  private final Ids ids;

  RemoveLicenses(
      CompanyTransaction transaction,
      Idempotency idempotency,
      KnownCompanies known,
      PriceOrder prices,
      Licenses licenses,
      Quotes quotes,
      Outbox outbox,
      Jobs jobs,
      Ids ids) {
    this.transaction = transaction;
    this.idempotency = idempotency;
    this.known = known;
    this.prices = prices;
    this.licenses = licenses;
    this.quotes = quotes;
    this.outbox = outbox;
    this.jobs = jobs;
    this.ids = ids;
  }

  /** The removal's id. */
  public Uni<Outcome<Created>> remove(Caller caller, Ask ask, @Nullable RequestKey key) {
    return known
        .ensureOffice(caller.company(), ask.office())
        .chain(() -> transaction.within(caller.company(), () -> once(caller, ask, key)));
  }

  /** The licenses of the removal as they are now. */
  public Uni<List<License>> read(UUID company, UUID id) {
    return transaction.within(company, () -> licenses.ofRemoval(company, id));
  }

  private Uni<Outcome<Created>> once(Caller caller, Ask ask, @Nullable RequestKey key) {
    return idempotency.once(key, () -> removed(caller.company(), ask));
  }

  private Uni<Outcome<UUID>> removed(UUID company, Ask ask) {
    return prices.agree(company, ask).chain(this::markedOrRefused);
  }

  private Uni<Outcome<UUID>> markedOrRefused(Outcome<Priced> agreed) {
    return agreed.fold(
        this::mark, refusal -> Uni.createFrom().item(Outcome.<UUID>refused(refusal)));
  }

  private Uni<Outcome<UUID>> mark(Priced priced) {
    Instant now = priced.at();
    Subscription subscription = priced.subscription();
    var removal = new Removal(ids.next(), LicenseSaleRules.renewal(subscription, now));
    List<License> marked =
        priced.removable().stream().map(license -> license.removeAt(removal, now)).toList();
    return licenses
        .mark(marked)
        .chain(() -> useQuote(priced, removal))
        .chain(() -> outbox.appendAll(LicenseEvents.removalPlanned(marked)))
        .chain(() -> jobs.plan(atRenewal(subscription, removal)))
        .replaceWith(Outcome.done(removal.id()));
  }

  private Uni<Void> useQuote(Priced priced, Removal removal) {
    return priced
        .quoteId()
        .map(quote -> quotes.use(priced.subscription().companyId(), quote, removal.id()))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static JobRequest atRenewal(Subscription subscription, Removal removal) {
    return JobRequest.at(
        removal.day().atStartOfDay(subscription.timeZone()).toInstant(),
        CancelRemoved.KIND,
        subscription.companyId(),
        removal.day().toString());
  }
}
