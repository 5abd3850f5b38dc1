package dev.rollcall.billing.seats;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reserves and releases seats as invitations go. */
@ApplicationScoped
public class InvitationEvents {

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
  public Uni<Void> invitations(ConsumerRecord<String, String> record) {
    return consumer.consume(record, "billing.invitations", this::on);
  }

  private Uni<Void> on(Event event) {
    return event.payload().isNull()
        ? Uni.createFrom().voidItem()
        : on(event.as(json, InvitationState.class));
  }

  private Uni<Void> on(InvitationState invitation) {
    return switch (invitation.status()) {
      case "REQUESTED" -> requested(invitation);
      case "REFUSED", "EXPIRED", "REVOKED", "DECLINED", "BOUNCED" ->
          release.end(invitation.companyId(), invitation.invitationId(), invitation.attempt());
      default -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Void> requested(InvitationState invitation) {
    return reserve.request(
        invitation.companyId(), invitation.invitationId(), invitation.attempt(), invitation.wish());
  }
}
