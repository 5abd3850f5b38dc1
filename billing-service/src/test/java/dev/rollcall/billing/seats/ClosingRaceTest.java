package dev.rollcall.billing.seats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.OfficeClosingRules.Asked;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.SeatWish;
import dev.rollcall.billing.SeatWish.Source;
import dev.rollcall.billing.offices.AnswerClosing;
import dev.rollcall.billing.service.IdentityStand;
import dev.rollcall.billing.service.Story;
import dev.rollcall.billing.storage.Companies;
import dev.rollcall.billing.storage.Companies.Office;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

/** Seats bought for an office that closes, in transactions that really run at once. */
@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class ClosingRaceTest {

  @Inject ReserveSeat reserve;
  @Inject Companies companies;
  @Inject AnswerClosing closing;
  @Inject CompanyTransaction transaction;

  @RepeatedTest(10)
  @DisplayName("CO-3 a closing is granted only when none of the seats bought at once came about")
  void boughtAtOnce() throws Exception {
    Story acme = Story.signedUp();
    UUID branch = acme.opensOffice();
    Eventually.there("the branch", () -> known(branch));
    UUID process = UUID.randomUUID();
    List<Callable<Void>> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      calls.add(call(acme, () -> buys(acme, branch)));
    }
    calls.add(1, call(acme, () -> closes(acme, branch, process)));

    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      for (Future<Void> done : threads.invokeAll(calls)) {
        done.get();
      }
    }

    boolean granted = acme.answers(process).equals(List.of("seat-request.closing-granted"));
    assertThat(granted).isEqualTo(licenses(branch) == 0);
  }

  private Uni<Void> buys(Story acme, UUID branch) {
    var wish =
        new SeatWish(
            branch,
            LicenseType.TALK,
            Optional.of(Plan.PLUS),
            new Source.Purchase(Optional.empty()));
    return reserve.request(acme.company, UUID.randomUUID(), 1, wish);
  }

  /** As the company's event does. */
  private Uni<Void> closes(Story acme, UUID branch, UUID process) {
    return companies
        .adopt(
            acme.company,
            "America/New_York",
            acme.office,
            3,
            List.of(new Office(branch, "Branch", "US", "US", "CLOSING")))
        .chain(() -> closing.answer(acme.company, List.of(new Asked(branch, process, 1))));
  }

  private Callable<Void> call(Story acme, Supplier<Uni<Void>> work) {
    return () -> {
      try {
        return VertxContextSupport.subscribeAndAwait(() -> transaction.within(acme.company, work));
      } catch (Throwable failure) {
        throw new AssertionError(failure);
      }
    };
  }

  private static Optional<String> known(UUID branch) {
    return ServiceDatabase.value("select status from office where office_id = ?", branch);
  }

  private static int licenses(UUID branch) {
    return ServiceDatabase.value("select count(*) from license where office_id = ?", branch)
        .map(Integer::parseInt)
        .orElseThrow();
  }
}
