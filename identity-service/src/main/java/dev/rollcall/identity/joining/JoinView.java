package dev.rollcall.identity.joining;

import dev.rollcall.identity.keycloak.SignInLinks.SignIn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who joined.
 *
 * @param droppedProducts chosen in the invitation but not enabled any more (INV-3)
 */
public record JoinView(UUID userId, UUID personId, List<String> droppedProducts, SignIn signIn) {

  /** How a joining ended that nobody finished. */
  public record Settled(boolean joined, @Nullable UUID userId) {}
}
