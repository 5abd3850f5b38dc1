package dev.rollcall.billing.provisioning;

import dev.rollcall.billing.LicenseState;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.SignUp;
import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.events.LicenseEvents;
import dev.rollcall.billing.events.SubscriptionEvents;
import dev.rollcall.billing.offices.AnswerClosing;
import dev.rollcall.billing.settings.BillingConfig;
import dev.rollcall.billing.storage.Companies;
import dev.rollcall.billing.storage.LedgerBook;
import dev.rollcall.billing.storage.Prices;
import dev.rollcall.billing.storage.Subscriptions;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Takes over a company's state, from an event or from identity's answer, and gives a new company
 * its subscription and sign-up licenses (CO-5), once, whichever came first. Offices that close are
 * answered for with the same transaction (CO-3).
 */
@ApplicationScoped
class ProvisionCompany {

  private final Companies companies;
  private final Subscriptions subscriptions;
  private final Prices prices;
  private final LedgerBook ledger;
  private final WaitingProcesses waiting;
  private final AnswerClosing closing;
  private final Outbox outbox;
  private final ProductClock clock;
  private final Ids ids;
  private final BillingConfig.SignUpGrant grant;

  ProvisionCompany(
      Companies companies,
      Subscriptions subscriptions,
      Prices prices,
      LedgerBook ledger,
      WaitingProcesses waiting,
      AnswerClosing closing,
      Outbox outbox,
      ProductClock clock,
      Ids ids,
      BillingConfig config) {
    this.companies = companies;
    this.subscriptions = subscriptions;
    this.prices = prices;
    this.ledger = ledger;
    this.waiting = waiting;
    this.closing = closing;
    this.outbox = outbox;
    this.clock = clock;
    this.ids = ids;
    this.grant = config.signUp();
  }

  /** A company with its new subscription. */
  private record Started(CompanyState company, Subscription subscription) {}

  /** Takes it over; older states than the known one change nothing. */
  Uni<Void> adopt(CompanyState company, long version) {
    return companies
        .adopt(
            company.companyId(),
            company.timeZone().getId(),
            company.headOffice(),
            version,
            company.toOffices())
        .chain(newer -> newer ? adopted(company) : Uni.createFrom().voidItem());
  }

  private Uni<Void> adopted(CompanyState company) {
    return provision(company).chain(() -> closing.answer(company.companyId(), company.asked()));
  }

  private Uni<Void> provision(CompanyState company) {
    return prices
        .current(clock.instant())
        .map(price -> new Started(company, subscription(company, price)))
        .chain(this::startOnce)
        .chain(() -> waiting.answer(company.companyId()));
  }

  private Subscription subscription(CompanyState company, Prices.Current price) {
    return Subscription.start(
        company.companyId(),
        company.edition(),
        price.version(),
        price.currency(),
        company.timeZone(),
        company.createdAt(),
        clock.instant());
  }

  private Uni<Void> startOnce(Started started) {
    return subscriptions
        .start(started.subscription())
        .chain(first -> first ? grantLicenses(started) : Uni.createFrom().voidItem());
  }

  private Uni<Void> grantLicenses(Started started) {
    UUID company = started.company().companyId();
    Instant now = clock.instant();
    return ledger
        .open(company)
        .chain(() -> companies.isActive(company, started.company().founderUserId()))
        .map(active -> licenses(started, active, now))
        .call(movements -> ledger.move(company, movements, now))
        .chain(movements -> publish(started, movements));
  }

  private List<Movement> licenses(Started started, boolean founderActive, Instant now) {
    Optional<UUID> founder =
        Optional.of(started.company().founderUserId()).filter(user -> founderActive);
    return SignUp.licenses(
        started.subscription(),
        started.company().headOffice(),
        grant.type(),
        grant.plan(),
        IntStream.range(0, grant.licenses()).mapToObj(n -> ids.next()).toList(),
        founder,
        now);
  }

  private Uni<Void> publish(Started started, List<Movement> movements) {
    return outbox
        .append(SubscriptionEvents.started(started.subscription(), talk(movements)))
        .chain(() -> outbox.appendAll(LicenseEvents.of(movements)));
  }

  private static long talk(List<Movement> movements) {
    return movements.stream()
        .map(Movement::after)
        .filter(license -> license.type() == LicenseType.TALK)
        .filter(license -> license.version() == 1 && license.state() == LicenseState.FREE)
        .count();
  }
}
