package dev.rollcall.numbering.buying;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Billing's answers to a purchase. */
@ApplicationScoped
public class ChargeEvents {

  /** What this service reads of {@code rollcall.charge.v1}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ChargeAnswer(
      UUID processId,
      int attempt,
      UUID companyId,
      @Nullable UUID chargeId,
      @Nullable String code) {}

  private final Consumer consumer;
  private final CompletePurchase purchase;
  private final ObjectMapper json;

  ChargeEvents(Consumer consumer, CompletePurchase purchase, ObjectMapper json) {
    this.consumer = consumer;
    this.purchase = purchase;
    this.json = json;
  }

  @Incoming("charges")
  public Subscriber<Message<String>> charges() {
    return consumer.subscriber("numbering.charges", this::on);
  }

  private Uni<Void> on(Event event) {
    ChargeAnswer answer = json.convertValue(event.payload(), ChargeAnswer.class);
    if (event.is("charge.granted")) {
      return purchase.charged(
          answer.companyId(),
          answer.processId(),
          answer.attempt(),
          Objects.requireNonNull(answer.chargeId()));
    }
    if (event.is("charge.refused")) {
      return purchase.refused(
          answer.companyId(),
          answer.processId(),
          answer.attempt(),
          Objects.requireNonNull(answer.code()));
    }
    return Uni.createFrom().voidItem();
  }
}
