package dev.rollcall.invitation.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.invitation.storage.UserViews;
import dev.rollcall.platform.messaging.Event;
import dev.rollcall.platform.text.EmailAddress;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The users that this service knows of. */
@ApplicationScoped
public class Users {

  /** What this service reads of {@code rollcall.user.v1}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record UserState(
      UUID userId,
      UUID companyId,
      String firstName,
      String lastName,
      String email,
      String status,
      @Nullable UUID invitationId,
      @Nullable Instant restorableUntil,
      @Nullable UUID personId,
      boolean founder) {

    /** The invitation that the user came by, if any. */
    public Optional<UUID> invitation() {
      return Optional.ofNullable(invitationId);
    }
  }

  private final UserViews views;
  private final ObjectMapper json;

  Users(UserViews views, ObjectMapper json) {
    this.views = views;
    this.json = json;
  }

  /** Takes an event's state over, inside the running transaction, and answers it. */
  public Uni<UserState> on(Event event) {
    UserState user = event.as(json, UserState.class);
    return views
        .store(view(user, event.aggregateVersion()))
        .chain(() -> founder(user))
        .replaceWith(user);
  }

  private Uni<Void> founder(UserState user) {
    return user.founder() && user.personId() != null
        ? views.founder(user.companyId(), user.personId())
        : Uni.createFrom().voidItem();
  }

  private UserViews.State view(UserState user, long version) {
    return new UserViews.State(
        user.companyId(),
        user.userId(),
        version,
        user.firstName(),
        user.lastName(),
        EmailAddress.keyOf(user.email()),
        user.status().equals("ACTIVE"),
        user.restorableUntil());
  }
}
