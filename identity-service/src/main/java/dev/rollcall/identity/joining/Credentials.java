package dev.rollcall.identity.joining;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the person proves or makes their login. */
public sealed interface Credentials {

  /**
   * A newcomer's password; goes to Keycloak only, and is never printed.
   *
   * @param attempt the acceptance that it was chosen in; a repetition has the same
   */
  record NewPassword(String password, UUID attempt) implements Credentials {

    @Override
    public String toString() {
      return "NewPassword[]";
    }
  }

  /** Somebody who is signed in already (INV-15). */
  record SignedIn(UUID personId) implements Credentials {}

  /** Exactly one of password and person must be there. */
  static Outcome<Credentials> of(@Nullable String password, @Nullable UUID personId, UUID attempt) {
    if (personId != null && password == null) {
      return Outcome.done(new SignedIn(personId));
    }
    if (password != null && !password.isEmpty() && personId == null) {
      return Outcome.done(new NewPassword(password, attempt));
    }
    return Outcome.refused(
        Refusal.invalid("/password", "A password is needed, or the person signs in; not both."));
  }
}
