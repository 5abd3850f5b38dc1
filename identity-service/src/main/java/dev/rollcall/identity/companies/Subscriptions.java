package dev.rollcall.identity.companies;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.identity.Edition;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Edition and subscription status belong to billing; identity follows (CO-5). */
@ApplicationScoped
public class Subscriptions {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Subscription(Edition edition, String status) {}

  private final Consumer consumer;
  private final Companies companies;
  private final AdoptEdition adoptEdition;
  private final ObjectMapper json;

  Subscriptions(
      Consumer consumer, Companies companies, AdoptEdition adoptEdition, ObjectMapper json) {
    this.consumer = consumer;
    this.companies = companies;
    this.adoptEdition = adoptEdition;
    this.json = json;
  }

  @Incoming("subscriptions")
  public Subscriber<Message<String>> subscriptions() {
    return consumer.subscriber("identity.subscriptions", this::adopt);
  }

  private Uni<Void> adopt(Event event) {
    Subscription subscription = event.as(json, Subscription.class);
    return companies
        .adoptSubscription(event.companyId(), subscription.status, event.aggregateVersion())
        .chain(
            newer ->
                newer
                    ? adoptEdition.adopt(event.companyId(), subscription.edition)
                    : Uni.createFrom().voidItem());
  }
}
