package dev.rollcall.keycloak;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an account. Never printed: it holds a password.
 *
 * @param userId Keycloak's id of the person
 * @param expectedAttempt the attempt whose the account was when it was looked at; null for none
 * @param attempt whose it is from now on
 * @param invitationId by which the person joins
 */
public record TakeOverRequest(
    @Nullable String userId,
    @Nullable String expectedAttempt,
    @Nullable String attempt,
    @Nullable String invitationId,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String password) {

  boolean isComplete() {
    return Stream.of(userId, attempt, invitationId, firstName, lastName, password)
        .allMatch(value -> value != null && !value.isEmpty());
  }

  @Override
  public String toString() {
    return "TakeOverRequest[" + userId + "]";
  }
}
