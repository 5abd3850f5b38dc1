package dev.rollcall.identity.users;

import dev.rollcall.identity.Edition;
import dev.rollcall.identity.storage.ListedUser;
import dev.rollcall.platform.web.access.Caller;
import java.util.Optional;

/** What a caller may see of users (USR-1, users.read). */
final class Viewing {

  static final String READ = "users.read";
  static final String DIRECTORY = "users.directory";

  private Viewing() {}

  /** Whether the caller sees every field of that user: by permission, or because it is them. */
  static boolean seesAllOf(Caller caller, ListedUser user) {
    return caller.mayIn(user.officeId(), READ) || user.id().equals(caller.userId());
  }

  /** The user as that caller sees them; empty for who is not in the directory. */
  static Optional<UserView> of(Caller caller, ListedUser user, Edition edition) {
    if (seesAllOf(caller, user)) {
      return Optional.of(UserView.full(user, edition));
    }
    return user.status().equals("ACTIVE")
        ? Optional.of(UserView.directory(user))
        : Optional.empty();
  }
}
