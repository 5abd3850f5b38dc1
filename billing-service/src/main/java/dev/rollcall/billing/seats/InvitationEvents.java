package dev.rollcall.billing.seats;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reserves and releases seats as invitations go. */
@ApplicationScoped
public class InvitationEvents {

  /** Those whose state wants a seat or gives one up. */
  private static final Set<String> TYPES =
      Set.of(
          "invitation.requested",
          "invitation.resent",
          "invitation.refused",
          "invitation.expired",
          "invitation.revoked",
          "invitation.declined",
          "invitation.bounced",
          "invitation.anonymised",
          "invitation.resynced");

  private final Consumer consumer;
  private final ReserveSeat reserve;
  private final ReleaseSeat release;
  private final ObjectMapper json;

  InvitationEvents(Consumer consumer, ReserveSeat reserve, ReleaseSeat release, ObjectMapper json) {
    this.consumer = consumer;
    this.reserve = reserve;
    this.release = release;
    this.json = json;
  }

  @Incoming("invitations")
  public Subscriber<Message<String>> invitations() {
    return consumer.subscriber("billing.invitations", TYPES, this::on);
  }

  private Uni<Void> on(Event event) {
    return event.payload().isNull()
        ? Uni.createFrom().voidItem()
        : on(event, event.as(json, InvitationState.class));
  }

  private Uni<Void> on(Event event, InvitationState invitation) {
    return switch (invitation.status()) {
      case "REQUESTED" ->
          event.is("invitation.resynced") ? requestedAgain(invitation) : requested(invitation);
      case "REFUSED", "EXPIRED", "REVOKED", "DECLINED", "BOUNCED" ->
          release.end(invitation.companyId(), invitation.invitationId(), invitation.attempt());
      default -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Void> requested(InvitationState invitation) {
    return reserve.request(
        invitation.companyId(), invitation.invitationId(), invitation.attempt(), invitation.wish());
  }

  /** Published anew because its answer may be lost. */
  private Uni<Void> requestedAgain(InvitationState invitation) {
    return reserve.requestAgain(
        invitation.companyId(), invitation.invitationId(), invitation.attempt(), invitation.wish());
  }
}
