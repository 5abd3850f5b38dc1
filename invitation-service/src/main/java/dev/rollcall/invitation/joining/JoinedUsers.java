package dev.rollcall.invitation.joining;

import dev.rollcall.invitation.company.Users;
import dev.rollcall.invitation.company.Users.UserState;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Identity's users: kept as a view, and the sign that an invitation was joined (INV-13). */
@ApplicationScoped
public class JoinedUsers {

  private final Consumer consumer;
  private final Users users;
  private final FinishJoin finishJoin;

  JoinedUsers(Consumer consumer, Users users, FinishJoin finishJoin) {
    this.consumer = consumer;
    this.users = users;
    this.finishJoin = finishJoin;
  }

  @Incoming("users")
  public Subscriber<Message<String>> consume() {
    return consumer.subscriber("invitation.users", this::on);
  }

  private Uni<Void> on(Event event) {
    return users.on(event).chain(this::join);
  }

  private Uni<Void> join(UserState user) {
    return user.invitation().isPresent()
        ? finishJoin.seen(user.companyId(), user.invitation().get(), user.userId())
        : Uni.createFrom().voidItem();
  }
}
