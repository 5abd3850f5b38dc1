package dev.rollcall.identity.keycloak;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.identity.Refusals;
import dev.rollcall.platform.outcome.Refusal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Keycloak says when it does not take an account (400).
 *
 * @param error for a password: {@code invalidPassword…}
 * @param description for a password: what the policy wants
 * @param field for a profile: which one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AccountProblems(
    @Nullable String error,
    @JsonProperty("error_description") @Nullable String description,
    @Nullable String field) {

  private static final String PASSWORD = "invalidPassword";
  private static final String PREFIX = "Invalid password: ";

  private static final Map<String, String> POINTERS =
      Map.of("firstName", "/firstName", "lastName", "/lastName", "email", "/email");

  /** The refusal it stands for; empty where it is nothing that the person could mend. */
  Optional<Refusal> refusal() {
    if (error != null && error.startsWith(PASSWORD)) {
      return Optional.of(Refusals.weakPassword(words()));
    }
    return Optional.ofNullable(field)
        .map(POINTERS::get)
        .map(pointer -> Refusal.invalid(pointer, "Has characters that can't be used there."));
  }

  private String words() {
    return description == null
        ? "Does not satisfy the password policy."
        : "Does not satisfy the password policy: " + description.replace(PREFIX, "");
  }
}
