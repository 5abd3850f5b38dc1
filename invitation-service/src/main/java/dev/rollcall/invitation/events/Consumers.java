package dev.rollcall.invitation.events;

import dev.rollcall.invitation.company.Companies;
import dev.rollcall.platform.messaging.Consumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Everything that this service consumes. */
@ApplicationScoped
public class Consumers {

  private static final String HEARTBEAT = "rollcall.user.heartbeat.v1";

  private final Consumer consumer;
  private final SeatAnswers seatAnswers;
  private final JoinedUsers joinedUsers;
  private final Companies companies;

  Consumers(
      Consumer consumer, SeatAnswers seatAnswers, JoinedUsers joinedUsers, Companies companies) {
    this.consumer = consumer;
    this.seatAnswers = seatAnswers;
    this.joinedUsers = joinedUsers;
    this.companies = companies;
  }

  @Incoming("seat-requests")
  public Uni<Void> seatRequests(ConsumerRecord<String, String> record) {
    return consumer.consume(record, "invitation.seat-requests", seatAnswers::on);
  }

  @Incoming("companies")
  public Uni<Void> companies(ConsumerRecord<String, String> record) {
    return consumer.consume(record, "invitation.companies", companies::on);
  }

  /** Heartbeats are for the membership view; here they would only fill the inbox. */
  @Incoming("users")
  public Uni<Void> users(ConsumerRecord<String, String> record) {
    return isHeartbeat(record)
        ? Uni.createFrom().voidItem()
        : consumer.consume(record, "invitation.users", joinedUsers::on);
  }

  private static boolean isHeartbeat(ConsumerRecord<String, String> record) {
    Header type = record.headers().lastHeader("ce_type");
    return type != null && HEARTBEAT.equals(new String(type.value(), StandardCharsets.UTF_8));
  }
}
