package dev.rollcall.invitation.limiting;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.invitation.storage.LicenseCounts;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Counts each company's licenses, on which its mails a day depend (CO-7). A group of its own, which
 * reads the topic from its beginning: it knows the licenses from before it was there.
 */
@ApplicationScoped
public class LicenseEvents {

  /** What is read of {@code rollcall.license.v1}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record LicenseState(UUID licenseId, UUID companyId, String state, String origin) {}

  private final Consumer consumer;
  private final LicenseCounts counts;
  private final ObjectMapper json;

  LicenseEvents(Consumer consumer, LicenseCounts counts, ObjectMapper json) {
    this.consumer = consumer;
    this.counts = counts;
    this.json = json;
  }

  @Incoming("license-counts")
  public Subscriber<Message<String>> consume() {
    return consumer.subscriber("invitation.license-counts", this::on);
  }

  private Uni<Void> on(Event event) {
    LicenseState license = event.as(json, LicenseState.class);
    return counts.follow(
        license.companyId(),
        license.licenseId(),
        !license.state().equals("CANCELLED"),
        license.origin().equals("PURCHASED"));
  }
}
