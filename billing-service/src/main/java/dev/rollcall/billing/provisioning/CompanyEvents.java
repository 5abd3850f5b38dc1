package dev.rollcall.billing.provisioning;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Provisions companies as they are told of. */
@ApplicationScoped
public class CompanyEvents {

  private final Consumer consumer;
  private final ProvisionCompany provision;
  private final ObjectMapper json;

  CompanyEvents(Consumer consumer, ProvisionCompany provision, ObjectMapper json) {
    this.consumer = consumer;
    this.provision = provision;
    this.json = json;
  }

  @Incoming("companies")
  public Subscriber<Message<String>> companies() {
    return consumer.subscriber("billing.companies", this::on);
  }

  private Uni<Void> on(Event event) {
    return provision.adopt(event.as(json, CompanyState.class), event.aggregateVersion());
  }
}
