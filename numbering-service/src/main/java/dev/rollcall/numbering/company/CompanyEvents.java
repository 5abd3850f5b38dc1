package dev.rollcall.numbering.company;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Keeps the view of companies and offices. */
@ApplicationScoped
public class CompanyEvents {

  private final Consumer consumer;
  private final KnownCompanies known;
  private final ObjectMapper json;

  CompanyEvents(Consumer consumer, KnownCompanies known, ObjectMapper json) {
    this.consumer = consumer;
    this.known = known;
    this.json = json;
  }

  @Incoming("companies")
  public Subscriber<Message<String>> companies() {
    return consumer.subscriber("numbering.companies", this::on);
  }

  private Uni<Void> on(Event event) {
    return known.adopt(
        json.convertValue(event.payload(), CompanyState.class), event.aggregateVersion());
  }
}
