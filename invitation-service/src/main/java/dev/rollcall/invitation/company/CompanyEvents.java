package dev.rollcall.invitation.company;

import dev.rollcall.platform.messaging.Consumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

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
  public Uni<Void> consume(ConsumerRecord<String, String> record) {
    return consumer.consume(record, "invitation.companies", companies::on);
  }
}
