package dev.rollcall.identity.offices;

import dev.rollcall.identity.Office;
import dev.rollcall.identity.OfficeClosing;
import dev.rollcall.identity.OfficeClosingRules;
import dev.rollcall.identity.OfficeClosingRules.Begun;
import dev.rollcall.identity.OfficeUse;
import dev.rollcall.identity.storage.OfficeClosings;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.NewOperation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletes an office (CO-3): it closes, so that nothing new comes into it anywhere, and billing and
 * numbering decide whether it is empty. {@link SettleClosing} follows what they say.
 */
@ApplicationScoped
public class CloseOffice {

  private static final String OPERATION = "OFFICE_CLOSING";

  private final CompanyTransaction tx;
  private final FoundOffices found;
  private final Offices offices;
  private final OfficeClosings closings;
  private final SettleClosing settle;
  private final Operations operations;
  private final Ids ids;
  private final ProductClock clock;
  private final Clock realClock = Clock.systemUTC();

  CloseOffice(
      CompanyTransaction tx,
      FoundOffices found,
      Offices offices,
      OfficeClosings closings,
      SettleClosing settle,
      Operations operations,
      Ids ids,
      ProductClock clock) {
    this.tx = tx;
    this.found = found;
    this.offices = offices;
    this.closings = closings;
    this.settle = settle;
    this.operations = operations;
    this.ids = ids;
    this.clock = clock;
  }

  /** Begins; the id of the process, which is that of its operation too. */
  public Uni<Outcome<UUID>> begin(Caller caller, UUID officeId, @Nullable String ifMatch) {
    return tx.within(
        caller.company(),
        () ->
            found
                .lock(caller.company(), officeId, ifMatch)
                .chain(office -> Outcomes.chain(office, it -> begin(caller, it))));
  }

  /** The process as it is; empty where a later one of its office has begun. */
  public Uni<Optional<OfficeClosing>> read(UUID company, UUID process) {
    return tx.within(company, () -> closings.find(company, process));
  }

  private Uni<Outcome<UUID>> begin(Caller caller, Office office) {
    return offices
        .use(office.companyId(), office.id(), clock.instant())
        .map(use -> decide(office, use))
        .call(decided -> Outcomes.whenDone(decided, begun -> write(caller, begun)))
        .map(decided -> decided.map(begun -> begun.closing().processId()));
  }

  private Outcome<Begun> decide(Office office, OfficeUse use) {
    return OfficeClosingRules.begin(
        office, use, ids.next(), settle.patience(), clock.instant(), realClock.instant());
  }

  private Uni<Void> write(Caller caller, Begun begun) {
    UUID process = begun.closing().processId();
    return operations
        .begin(caller, new NewOperation(process, OPERATION, 1, realClock.instant()))
        .chain(() -> settle.ask(begun.closing(), begun.office()));
  }
}
