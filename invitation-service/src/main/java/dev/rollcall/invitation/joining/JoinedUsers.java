package dev.rollcall.invitation.joining;

import dev.rollcall.invitation.company.Users;
import dev.rollcall.invitation.company.Users.UserState;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Identity's users: kept as a view, and the sign that an invitation was joined (INV-13). */
@ApplicationScoped
public class JoinedUsers {

  private static final String HEARTBEAT = "rollcall.user.heartbeat.v1";

  private final Consumer consumer;
  private final Users users;
  private final FinishJoin finishJoin;

  JoinedUsers(Consumer consumer, Users users, FinishJoin finishJoin) {
    this.consumer = consumer;
    this.users = users;
    this.finishJoin = finishJoin;
  }

  /** Heartbeats are for the membership view; here they would only fill the inbox. */
  @Incoming("users")
  public Uni<Void> consume(ConsumerRecord<String, String> record) {
    return isHeartbeat(record)
        ? Uni.createFrom().voidItem()
        : consumer.consume(record, "invitation.users", this::on);
  }

  private Uni<Void> on(Event event) {
    return users.on(event).chain(this::join);
  }

  private Uni<Void> join(UserState user) {
    return user.invitation().isPresent()
        ? finishJoin.seen(user.companyId(), user.invitation().get(), user.userId())
        : Uni.createFrom().voidItem();
  }

  private static boolean isHeartbeat(ConsumerRecord<String, String> record) {
    Header type = record.headers().lastHeader("ce_type");
    return type != null && HEARTBEAT.equals(new String(type.value(), StandardCharsets.UTF_8));
  }
}
