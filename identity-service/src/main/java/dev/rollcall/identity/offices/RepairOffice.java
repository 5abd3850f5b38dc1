package dev.rollcall.identity.offices;

import dev.rollcall.identity.Office;
import dev.rollcall.identity.OfficeClosing;
import dev.rollcall.identity.OfficeRules;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.OfficeClosings;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Puts right what a drift report has found of an office. Inside a company transaction; each
 * answers false where there is no such office.
 */
@ApplicationScoped
public class RepairOffice {

  private final Companies companies;
  private final Offices offices;
  private final OfficeClosings closings;
  private final SettleClosing settle;
  private final PublishCompany company;
  private final ProductClock clock;

  RepairOffice(
      Companies companies,
      Offices offices,
      OfficeClosings closings,
      SettleClosing settle,
      PublishCompany company,
      ProductClock clock) {
    this.companies = companies;
    this.offices = offices;
    this.closings = closings;
    this.settle = settle;
    this.company = company;
    this.clock = clock;
  }

  /** An office that something is in is not deleted (CO-3): it is open again. */
  public Uni<Boolean> reopen(UUID companyId, UUID office) {
    return repaired(companyId, office, this::reopen);
  }

  /** An office whose closing is stuck is asked about again, or open where nobody closes it. */
  public Uni<Boolean> resumeClosing(UUID companyId, UUID office) {
    return repaired(companyId, office, this::resumeClosing);
  }

  /** The company's state under a new version, for those whose view of the office is old. */
  public Uni<Boolean> publish(UUID companyId, UUID office) {
    return repaired(companyId, office, found -> company.publish(found.companyId()));
  }

  private Uni<Boolean> repaired(UUID companyId, UUID office, Function<Office, Uni<Void>> repair) {
    return companies
        .lock(companyId)
        .chain(locked -> offices.find(companyId, office))
        .chain(found -> repaired(found, repair));
  }

  private static Uni<Boolean> repaired(Optional<Office> found, Function<Office, Uni<Void>> repair) {
    return found
        .map(office -> repair.apply(office).replaceWith(true))
        .orElseGet(() -> Uni.createFrom().item(false));
  }

  private Uni<Void> reopen(Office office) {
    return offices
        .store(OfficeRules.reopen(office, clock.instant()))
        .chain(() -> company.publish(office.companyId()));
  }

  private Uni<Void> resumeClosing(Office office) {
    return office.status() == Office.Status.CLOSING
        ? closings
            .find(office.companyId(), Objects.requireNonNull(office.closing()).processId())
            .chain(process -> resumeClosing(office, process))
        : Uni.createFrom().voidItem();
  }

  /** The look at a deadline that is over comes at once. */
  private Uni<Void> resumeClosing(Office office, Optional<OfficeClosing> process) {
    return process
        .filter(closing -> !closing.settled())
        .map(settle::lookAgain)
        .orElseGet(() -> reopen(office));
  }
}
