package dev.rollcall.identity.joining;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.identity.JoiningRules.JoinWish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted invitation as invitation-service sends it. Never printed: it may hold a password.
 *
 * @param claim the claim on the invitation under which this is sent; a claim has one password
 * @param inviterUserId who must still be entitled to invite (INV-2)
 * @param password of a new login; goes to Keycloak only
 * @param personId of an existing login, which the caller has authenticated (INV-15)
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JoinRequest(
    @Nullable UUID companyId,
    @Nullable UUID invitationId,
    @Nullable UUID claim,
    @Nullable String email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String phone,
    @Nullable String jobTitle,
    @Nullable String role,
    @Nullable UUID officeId,
    @Nullable List<String> products,
    @Nullable UUID inviterUserId,
    @Nullable String password,
    @Nullable UUID personId) {

  JoinWish wish() {
    return new JoinWish(
        companyId,
        invitationId,
        inviterUserId,
        email,
        firstName,
        lastName,
        phone,
        jobTitle,
        role,
        officeId,
        products == null ? List.of() : products);
  }

  /**
   * Which attempt to join this is: the same for the same claim, another where the invitation was
   * claimed or the join begun again, which may be with another password.
   */
  UUID attempt(UUID joinId) {
    return claim == null
        ? UUID.randomUUID()
        : UUID.nameUUIDFromBytes((joinId + "/" + claim).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "JoinRequest[" + invitationId + "]";
  }
}
