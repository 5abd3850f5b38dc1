package dev.rollcall.invitation.events;

import dev.rollcall.invitation.company.Users;
import dev.rollcall.invitation.company.Users.UserState;
import dev.rollcall.invitation.joining.FinishJoin;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Identity's users: kept as a view, and the sign that an invitation was joined (INV-13). */
@ApplicationScoped
public class JoinedUsers {

  private final Users users;
  private final FinishJoin finishJoin;

  JoinedUsers(Users users, FinishJoin finishJoin) {
    this.users = users;
    this.finishJoin = finishJoin;
  }

  Uni<Void> on(Event event) {
    return users.on(event).chain(this::join);
  }

  private Uni<Void> join(UserState user) {
    return user.invitation().isPresent()
        ? finishJoin.seen(user.companyId(), user.invitation().get(), user.userId())
        : Uni.createFrom().voidItem();
  }
}
