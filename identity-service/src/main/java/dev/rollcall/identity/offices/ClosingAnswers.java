package dev.rollcall.identity.offices;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.identity.OfficeClosing.Answer;
import dev.rollcall.identity.OfficeClosing.Owner;
import dev.rollcall.identity.OfficeUse;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** What the owners of licenses and numbers answer when an office closes. */
@ApplicationScoped
public class ClosingAnswers {

  /**
   * What is read of an answer.
   *
   * @param licenses how many are in the office; as invitations and numbers, null where the owner
   *     has none of that sort
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ClosingAnswer(
      UUID processId,
      int attempt,
      @Nullable Long licenses,
      @Nullable Long invitations,
      @Nullable Long numbers) {

    OfficeUse use() {
      return new OfficeUse(0, orNone(invitations), orNone(licenses), orNone(numbers));
    }

    private static long orNone(@Nullable Long count) {
      return count == null ? 0 : count;
    }
  }

  private static final String SEATS_GRANTED = "seat-request.closing-granted";
  private static final String SEATS_REFUSED = "seat-request.closing-refused";
  private static final String NUMBERS_GRANTED = "number-request.closing-granted";
  private static final String NUMBERS_REFUSED = "number-request.closing-refused";

  private final Consumer consumer;
  private final SettleClosing settle;
  private final ObjectMapper json;

  ClosingAnswers(Consumer consumer, SettleClosing settle, ObjectMapper json) {
    this.consumer = consumer;
    this.settle = settle;
    this.json = json;
  }

  @Incoming("seat-requests")
  public Subscriber<Message<String>> seats() {
    return consumer.subscriber(
        "identity.seat-requests",
        Set.of(SEATS_GRANTED, SEATS_REFUSED),
        event -> answered(event, Owner.BILLING, event.is(SEATS_GRANTED)));
  }

  @Incoming("number-requests")
  public Subscriber<Message<String>> numbers() {
    return consumer.subscriber(
        "identity.number-requests",
        Set.of(NUMBERS_GRANTED, NUMBERS_REFUSED),
        event -> answered(event, Owner.NUMBERING, event.is(NUMBERS_GRANTED)));
  }

  private Uni<Void> answered(Event event, Owner owner, boolean granted) {
    ClosingAnswer answer = event.as(json, ClosingAnswer.class);
    return settle.answered(
        event.companyId(),
        answer.processId,
        owner,
        answer.attempt,
        new Answer(granted, answer.use()));
  }
}
