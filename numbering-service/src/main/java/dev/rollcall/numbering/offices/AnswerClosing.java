package dev.rollcall.numbering.offices;

import dev.rollcall.numbering.OfficeClosingRules;
import dev.rollcall.numbering.OfficeClosingRules.Answer;
import dev.rollcall.numbering.OfficeClosingRules.Asked;
import dev.rollcall.numbering.events.ClosingEvents;
import dev.rollcall.numbering.storage.OfficeClosings;
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
 * that has just written them as closing and so holds their rows: whoever buys or assigns a number
 * takes its office's row for itself before deciding, so that the number is counted here, or the
 * office is found closing.
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
        .numbers(company, asked.officeId())
        .chain(numbers -> decide(company, asked, numbers))
        .chain(answer -> give(company, answer));
  }

  private Uni<Optional<Answer>> decide(UUID company, Asked asked, long numbers) {
    return closings
        .answered(company, asked.processId())
        .map(answered -> OfficeClosingRules.answer(asked, answered, numbers));
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
