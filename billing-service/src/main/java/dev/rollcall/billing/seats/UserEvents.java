package dev.rollcall.billing.seats;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Assigns and frees licenses as users come and go. */
@ApplicationScoped
public class UserEvents {

  private final Consumer consumer;
  private final FollowUser users;
  private final ObjectMapper json;

  UserEvents(Consumer consumer, FollowUser users, ObjectMapper json) {
    this.consumer = consumer;
    this.users = users;
    this.json = json;
  }

  @Incoming("users")
  public Subscriber<Message<String>> users() {
    return consumer.subscriber("billing.users", this::on);
  }

  private Uni<Void> on(Event event) {
    return event.payload().isNull()
        ? Uni.createFrom().voidItem()
        : users.follow(event.as(json, UserState.class), event.aggregateVersion());
  }
}
