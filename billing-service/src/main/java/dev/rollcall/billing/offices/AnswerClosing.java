package dev.rollcall.billing.offices;

import dev.rollcall.billing.OfficeClosingRules;
import dev.rollcall.billing.OfficeClosingRules.Answer;
import dev.rollcall.billing.OfficeClosingRules.Asked;
import dev.rollcall.billing.OfficeClosingRules.Held;
import dev.rollcall.billing.events.ClosingEvents;
import dev.rollcall.billing.storage.OfficeClosings;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Says whether offices that close are empty (EVENTS.md, office closing). Inside the transaction
 * that has just written them as CLOSING and so holds their rows: a purchase takes its office's row
 * for itself before it decides, so it has committed and is counted here, or finds the office
 * closing.
 */
@ApplicationScoped
public class AnswerClosing {

  private final OfficeClosings closings;
  private final Outbox outbox;
  private final ProductClock clock;

  AnswerClosing(OfficeClosings closings, Outbox outbox, ProductClock clock) {
    this.closings = closings;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Answers those whose attempt was not answered. */
  public Uni<Void> answer(UUID company, List<Asked> asked) {
    return Multi.createFrom()
        .iterable(asked)
        .onItem()
        .transformToUniAndConcatenate(one -> answer(company, one))
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Void> answer(UUID company, Asked asked) {
    return closings
        .held(company, asked.officeId())
        .chain(held -> decide(company, asked, held))
        .chain(answer -> give(company, answer));
  }

  private Uni<Optional<Answer>> decide(UUID company, Asked asked, Held held) {
    return closings
        .answered(company, asked.processId())
        .map(answered -> OfficeClosingRules.answer(asked, answered, held));
  }

  private Uni<Void> give(UUID company, Optional<Answer> answer) {
    return answer
        .map(
            it ->
                closings
                    .store(company, it, clock.instant())
                    .chain(() -> outbox.append(ClosingEvents.of(company, it))))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }
}
