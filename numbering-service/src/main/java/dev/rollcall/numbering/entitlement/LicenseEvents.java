package dev.rollcall.numbering.entitlement;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.numbering.storage.Licenses;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Keeps the view of licenses, which entitle to numbers (NUM-1). */
@ApplicationScoped
public class LicenseEvents {

  /** What this service reads of {@code rollcall.license.v1}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record LicenseState(UUID licenseId, UUID companyId, String type, @Nullable Holder holder) {

    Optional<UUID> userId() {
      return Optional.ofNullable(holder).map(Holder::userId);
    }
  }

  /** Who has the license. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Holder(@Nullable UUID userId) {}

  private final Consumer consumer;
  private final Licenses licenses;
  private final ObjectMapper json;

  LicenseEvents(Consumer consumer, Licenses licenses, ObjectMapper json) {
    this.consumer = consumer;
    this.licenses = licenses;
    this.json = json;
  }

  @Incoming("licenses")
  public Subscriber<Message<String>> licenses() {
    return consumer.subscriber("numbering.licenses", this::on);
  }

  private Uni<Void> on(Event event) {
    LicenseState license = json.convertValue(event.payload(), LicenseState.class);
    return licenses
        .adopt(
            license.companyId(),
            license.licenseId(),
            license.type(),
            license.userId(),
            event.aggregateVersion())
        .replaceWithVoid();
  }
}
