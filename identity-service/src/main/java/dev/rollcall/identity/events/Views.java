package dev.rollcall.identity.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.identity.storage.Projections;
import dev.rollcall.identity.storage.Projections.LicenseLine;
import dev.rollcall.identity.storage.Projections.NumberLine;
import dev.rollcall.identity.storage.Projections.PendingLine;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * What identity takes in from the other services for its own lists (USR-3): the newest state of
 * licenses, numbers and invitations, whatever the events are called.
 */
@ApplicationScoped
public class Views {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Holder(@Nullable UUID userId) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record License(
      UUID licenseId, UUID officeId, String type, String state, @Nullable Holder holder) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record PhoneNumber(
      String e164, @Nullable UUID officeId, String state, @Nullable Holder assignee) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Seat(@Nullable String licenseType) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Invitation(
      UUID invitationId,
      String status,
      @Nullable String firstName,
      @Nullable String lastName,
      String email,
      @Nullable String phone,
      @Nullable String jobTitle,
      String role,
      UUID officeId,
      List<String> products,
      @Nullable Seat seat,
      Instant createdAt) {}

  private final Consumer consumer;
  private final Projections projections;
  private final ObjectMapper json;

  Views(Consumer consumer, Projections projections, ObjectMapper json) {
    this.consumer = consumer;
    this.projections = projections;
    this.json = json;
  }

  @Incoming("licenses")
  public Subscriber<Message<String>> licenses() {
    return consumer.subscriber("identity.licenses", this::license);
  }

  @Incoming("numbers")
  public Subscriber<Message<String>> numbers() {
    return consumer.subscriber("identity.numbers", this::number);
  }

  @Incoming("invitations")
  public Subscriber<Message<String>> invitations() {
    return consumer.subscriber("identity.invitations", this::invitation);
  }

  private Uni<Void> license(Event event) {
    License license = event.as(json, License.class);
    return projections.license(
        event.companyId(),
        new LicenseLine(
            license.licenseId,
            license.officeId,
            license.type,
            license.state,
            userOf(license.holder),
            event.aggregateVersion()));
  }

  private Uni<Void> number(Event event) {
    PhoneNumber number = event.as(json, PhoneNumber.class);
    return projections.number(
        event.companyId(),
        new NumberLine(
            number.e164,
            number.officeId,
            number.state,
            userOf(number.assignee),
            event.aggregateVersion()));
  }

  private Uni<Void> invitation(Event event) {
    Invitation invitation = event.as(json, Invitation.class);
    return projections.invitation(
        event.companyId(),
        new PendingLine(
            invitation.invitationId,
            invitation.status,
            orEmpty(invitation.firstName),
            orEmpty(invitation.lastName),
            invitation.email,
            invitation.phone,
            invitation.jobTitle,
            invitation.role,
            invitation.officeId,
            invitation.products,
            invitation.seat == null ? null : invitation.seat.licenseType,
            invitation.createdAt,
            event.aggregateVersion()));
  }

  private static @Nullable UUID userOf(@Nullable Holder holder) {
    return holder == null ? null : holder.userId;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
