package dev.rollcall.numbering.buying;

import dev.rollcall.numbering.PhoneNumber;
import dev.rollcall.numbering.Purchase;
import dev.rollcall.numbering.events.NumberEvents;
import dev.rollcall.numbering.storage.Numbers;
import dev.rollcall.platform.messaging.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Asks billing once more what a number costs, in the same attempt: the answer may be lost for good,
 * and billing repeats the one that it has recorded. Nothing happens where the purchase doesn't wait
 * for billing.
 */
@ApplicationScoped
public class AskForCharge {

  private final Numbers numbers;
  private final Outbox outbox;

  AskForCharge(Numbers numbers, Outbox outbox) {
    this.numbers = numbers;
    this.outbox = outbox;
  }

  /**
   * Under a new version of the number, which is as it was; inside the transaction that has the
   * purchase locked.
   */
  public Uni<Void> again(Purchase purchase) {
    return purchase.state() == Purchase.State.REQUESTED
        ? numbers
            .lock(purchase.companyId(), purchase.e164())
            .chain(
                found -> found.map(number -> ask(number, purchase)).orElseGet(AskForCharge::none))
        : none();
  }

  private Uni<Void> ask(PhoneNumber number, Purchase purchase) {
    return numbers
        .store(number)
        .chain(stored -> outbox.append(NumberEvents.purchaseRequestedAgain(stored, purchase)));
  }

  private static Uni<Void> none() {
    return Uni.createFrom().voidItem();
  }
}
