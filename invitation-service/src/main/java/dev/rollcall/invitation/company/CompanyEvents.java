package dev.rollcall.invitation.company;

import dev.rollcall.platform.messaging.Consumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Keeps the view of companies from identity's events. */
@ApplicationScoped
public class CompanyEvents {

  private final Consumer consumer;
  private final Companies companies;

  CompanyEvents(Consumer consumer, Companies companies) {
    this.consumer = consumer;
    this.companies = companies;
  }

  @Incoming("companies")
  public Subscriber<Message<String>> consume() {
    return consumer.subscriber("invitation.companies", companies::on);
  }
}
