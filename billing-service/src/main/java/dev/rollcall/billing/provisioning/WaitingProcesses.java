package dev.rollcall.billing.provisioning;

import dev.rollcall.billing.storage.NumberCharges;
import dev.rollcall.billing.storage.Seats;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Processes that asked before their company, or its office, was known: each waits as a row with a
 * job that asks identity. Or while the office closes: those wait for the company's next event. The
 * jobs' names are here, since that event wakes them.
 */
@ApplicationScoped
public class WaitingProcesses {

  /** Answers a seat request that waits; the subject is the process. */
  public static final String ANSWER_SEAT = "answer-seat";

  /** Answers a purchase that waits; the subject is the process. */
  public static final String ANSWER_PURCHASE = "answer-purchase";

  private final Seats seats;
  private final NumberCharges charges;
  private final Jobs jobs;

  WaitingProcesses(Seats seats, NumberCharges charges, Jobs jobs) {
    this.seats = seats;
    this.charges = charges;
    this.jobs = jobs;
  }

  /** Answers all of the company's now; each in a transaction of its own. */
  Uni<Void> answer(UUID company) {
    return seats
        .waiting(company)
        .chain(processes -> planAll(ANSWER_SEAT, company, processes))
        .chain(() -> charges.waiting(company))
        .chain(processes -> planAll(ANSWER_PURCHASE, company, processes));
  }

  private Uni<Void> planAll(String kind, UUID company, List<UUID> processes) {
    return Multi.createFrom()
        .iterable(processes)
        .map(process -> JobRequest.now(kind, company, process.toString()))
        .onItem()
        .transformToUniAndConcatenate(jobs::plan)
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
