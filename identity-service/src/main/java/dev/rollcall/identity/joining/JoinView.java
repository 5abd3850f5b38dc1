package dev.rollcall.identity.joining;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who joined.
 *
 * @param droppedProducts chosen in the invitation but not enabled any more (INV-3)
 */
public record JoinView(UUID userId, UUID personId, List<String> droppedProducts, SignIn signIn) {

  /**
   * Where to sign in next (INV-16). A secret while it works: opening the link signs the person in.
   *
   * @param expiresAt null for the ordinary sign-in page, which asks for the password
   */
  public record SignIn(String url, @Nullable Instant expiresAt) {

    @Override
    public String toString() {
      return "SignIn[until " + expiresAt + "]";
    }
  }

  /** How a joining ended that nobody finished. */
  public record Settled(boolean joined, @Nullable UUID userId) {}
}
