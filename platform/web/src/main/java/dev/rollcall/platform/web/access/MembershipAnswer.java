package dev.rollcall.platform.web.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A membership as identity tells it, in an answer of {@code /internal/access} and in the state
 * events of {@code rollcall.user.v1}.
 *
 * @param version of the user aggregate; null in an event, whose envelope has it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MembershipAnswer(
    UUID companyId,
    UUID userId,
    UUID personId,
    String role,
    UUID officeId,
    Set<UUID> adminOfficeIds,
    List<Grant> grants,
    String status,
    @Nullable Long version) {

  private static final String ACTIVE = "ACTIVE";

  /** One permission and how far it reaches. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Grant(String permission, Scope scope) {}

  /** The membership at the version that the answer names. */
  Membership membership() {
    return membership(Objects.requireNonNull(version, "identity's answer has a version"));
  }

  /** The membership at that version of the user aggregate. */
  Membership membership(long atVersion) {
    return new Membership(
        personId,
        companyId,
        userId,
        role,
        officeId,
        adminOfficeIds,
        grants.stream().collect(Collectors.toMap(Grant::permission, Grant::scope, Scope::widest)),
        ACTIVE.equals(status),
        atVersion);
  }
}
