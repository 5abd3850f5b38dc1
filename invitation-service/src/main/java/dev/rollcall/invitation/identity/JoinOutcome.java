package dev.rollcall.invitation.identity;

import dev.rollcall.platform.outcome.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a join call to identity ended, as far as this service can know. */
public sealed interface JoinOutcome {

  /** The person is a member. */
  record Joined(UUID userId, Optional<SignIn> signIn, List<String> droppedProducts)
      implements JoinOutcome {}

  /** Identity refused; nothing was made, nothing will be made by this call. */
  record Refused(Refusal refusal) implements JoinOutcome {}

  /** No answer, or one that says nothing: it may have happened, or may happen still. */
  record Unknown() implements JoinOutcome {}

  /**
   * Where to sign in next (INV-16); a secret.
   *
   * @param expiresAt of a link that signs the person in once; null for the ordinary sign-in page
   */
  record SignIn(String url, @Nullable Instant expiresAt) {

    @Override
    public String toString() {
      return "SignIn[…]";
    }
  }
}
