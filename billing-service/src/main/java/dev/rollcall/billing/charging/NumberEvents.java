package dev.rollcall.billing.charging;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import dev.rollcall.platform.messaging.PermanentFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Charges for numbers as they are bought and given up. */
@ApplicationScoped
public class NumberEvents {

  private final Consumer consumer;
  private final ChargeNumber charge;
  private final ObjectMapper json;

  NumberEvents(Consumer consumer, ChargeNumber charge, ObjectMapper json) {
    this.consumer = consumer;
    this.charge = charge;
    this.json = json;
  }

  @Incoming("numbers")
  public Subscriber<Message<String>> numbers() {
    return consumer.subscriber("billing.numbers", this::on);
  }

  private Uni<Void> on(Event event) {
    return event.payload().isNull()
        ? Uni.createFrom().voidItem()
        : on(event, event.as(json, NumberState.class));
  }

  private Uni<Void> on(Event event, NumberState number) {
    if (event.is("number.purchase-requested")) {
      return Boolean.TRUE.equals(number.again())
          ? charge.requestAgain(
              number.companyId(), process(number), attempt(number), number.purchase())
          : charge.request(number.companyId(), process(number), attempt(number), number.purchase());
    }
    if (event.is("number.purchase-failed")) {
      return charge.fail(number.companyId(), process(number), attempt(number), number.purchase());
    }
    return charge.follow(number, event.aggregateVersion());
  }

  private static UUID process(NumberState number) {
    return present(number.processId());
  }

  private static int attempt(NumberState number) {
    return present(number.attempt());
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new PermanentFailure("a purchase without processId or attempt");
    }
    return value;
  }
}
