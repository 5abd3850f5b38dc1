package dev.rollcall.billing.seats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.SeatWish;
import dev.rollcall.billing.SeatWish.Source;
import dev.rollcall.billing.service.IdentityStand;
import dev.rollcall.billing.service.Story;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Purchases for invitations that really run at once. */
@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class PurchaseRaceTest {

  @Inject ReserveSeat reserve;
  @Inject CompanyTransaction transaction;

  @Test
  @DisplayName("INV-4 the same purchase twenty times at once is one license and one charge")
  void twentyAlike() throws Exception {
    Story acme = Story.signedUp();
    UUID process = UUID.randomUUID();

    atOnce(Stream.generate(() -> purchase(acme, process)).limit(20).toList());

    assertThat(acme.answers(process)).containsOnly("seat-request.granted");
    assertThat(acme.counts("PLUS")).isEqualTo("1 0 1 0");
    assertThat(charges(acme)).isEqualTo("1");
  }

  @Test
  @DisplayName("BIL-3 twenty purchases at once are twenty licenses and charges, in one sound chain")
  void twentyOthers() throws Exception {
    Story acme = Story.signedUp();

    atOnce(Stream.generate(() -> purchase(acme, UUID.randomUUID())).limit(20).toList());

    assertThat(acme.counts("PLUS")).isEqualTo("20 0 20 0");
    assertThat(charges(acme)).isEqualTo("20");
  }

  private static void atOnce(List<Callable<Void>> purchases) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(purchases.size())) {
      for (Future<Void> done : threads.invokeAll(purchases)) {
        done.get();
      }
    }
  }

  private Callable<Void> purchase(Story story, UUID process) {
    var wish =
        new SeatWish(
            story.office,
            LicenseType.TALK,
            Optional.of(Plan.PLUS),
            new Source.Purchase(Optional.empty()));
    return () -> {
      try {
        return VertxContextSupport.subscribeAndAwait(
            () ->
                transaction.within(
                    story.company, () -> reserve.request(story.company, process, 1, wish)));
      } catch (Throwable failure) {
        throw new AssertionError(failure);
      }
    };
  }

  private static String charges(Story story) {
    return ServiceDatabase.value(
            "select count(*) from ledger_entry where company_id = ? and kind = 'CHARGED'",
            story.company)
        .orElseThrow();
  }
}
