package dev.rollcall.invitation.timeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.Invitations;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Billing's licenses, as far as they are the last step of an invitation (INV-21): the reserved one
 * has become that user's.
 */
@ApplicationScoped
public class AssignedLicenses {

  /** What is read of {@code rollcall.license.v1}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record LicenseState(UUID licenseId, String state, @Nullable Holder holder) {

    /** The user it is assigned to, if it is. */
    Optional<UUID> user() {
      return Optional.ofNullable(holder)
          .filter(held -> state.equals("ASSIGNED"))
          .flatMap(held -> Optional.ofNullable(held.userId()));
    }
  }

  /** Whose it is. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Holder(@Nullable UUID userId) {}

  /** Those that may tell of a license somebody has. */
  private static final Set<String> TYPES = Set.of("license.assigned", "license.resynced");

  private final Consumer consumer;
  private final Invitations invitations;
  private final Steps steps;
  private final ObjectMapper json;

  AssignedLicenses(Consumer consumer, Invitations invitations, Steps steps, ObjectMapper json) {
    this.consumer = consumer;
    this.invitations = invitations;
    this.steps = steps;
    this.json = json;
  }

  @Incoming("licenses")
  public Subscriber<Message<String>> consume() {
    return consumer.subscriber("invitation.licenses", TYPES, this::on);
  }

  private Uni<Void> on(Event event) {
    LicenseState license = event.as(json, LicenseState.class);
    return license
        .user()
        .map(user -> invitations.acceptedWith(event.companyId(), license.licenseId(), user))
        .map(found -> found.chain(this::assigned))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** A license that was moved on to somebody else since is none of the invitation's business. */
  private Uni<Void> assigned(Optional<InvitationRow> found) {
    return found
        .map(row -> steps.told(row, "billing", "license-assigned", row.attempt(), "done"))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }
}
