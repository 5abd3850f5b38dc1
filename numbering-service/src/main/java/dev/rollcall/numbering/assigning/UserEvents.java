package dev.rollcall.numbering.assigning;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.numbering.Member;
import dev.rollcall.numbering.NumberRules;
import dev.rollcall.numbering.PhoneNumber;
import dev.rollcall.numbering.events.NumberEvents;
import dev.rollcall.numbering.storage.Members;
import dev.rollcall.numbering.storage.Numbers;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import dev.rollcall.platform.messaging.Outbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Keeps the view of users; a deleted user's numbers wait for their return (USR-4, NUM-3). */
@ApplicationScoped
public class UserEvents {

  /** What this service reads of {@code rollcall.user.v1}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record UserState(
      UUID userId,
      UUID companyId,
      @Nullable String firstName,
      @Nullable String lastName,
      UUID officeId,
      String status,
      @Nullable Instant deletedAt) {

    Member toMember() {
      return new Member(userId, officeId, status.equals("ACTIVE"));
    }
  }

  private final Consumer consumer;
  private final Members members;
  private final Numbers numbers;
  private final Outbox outbox;
  private final ObjectMapper json;

  UserEvents(
      Consumer consumer, Members members, Numbers numbers, Outbox outbox, ObjectMapper json) {
    this.consumer = consumer;
    this.members = members;
    this.numbers = numbers;
    this.outbox = outbox;
    this.json = json;
  }

  @Incoming("users")
  public Subscriber<Message<String>> users() {
    return consumer.subscriber("numbering.users", this::on);
  }

  private Uni<Void> on(Event event) {
    UserState user = json.convertValue(event.payload(), UserState.class);
    return members
        .adopt(
            user.companyId(),
            user.toMember(),
            Optional.ofNullable(user.firstName()),
            Optional.ofNullable(user.lastName()),
            event.aggregateVersion())
        .chain(() -> members.settle(user.companyId(), user.userId(), event.aggregateVersion()))
        .chain(newer -> newer ? settle(user) : Uni.createFrom().voidItem());
  }

  /** By the state, whatever the event is called: a resynced one heals what has drifted. */
  private Uni<Void> settle(UserState user) {
    if (user.deletedAt() != null) {
      return holdNumbers(user, user.deletedAt());
    }
    return user.toMember().active() ? giveBack(user) : Uni.createFrom().voidItem();
  }

  private Uni<Void> giveBack(UserState user) {
    return numbers
        .lockHeldFor(user.companyId(), user.userId())
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(number -> giveBack(number, user.userId()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> giveBack(PhoneNumber number, UUID userId) {
    return NumberRules.userBack(number, userId)
        .fold(
            back ->
                numbers.store(back).chain(stored -> outbox.append(NumberEvents.assigned(stored))),
            refusal -> {
              throw new IllegalStateException(refusal.detail());
            });
  }

  private Uni<Void> holdNumbers(UserState user, Instant deletedAt) {
    return numbers
        .lockAssignedTo(user.companyId(), user.userId())
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(number -> hold(number, deletedAt))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> hold(PhoneNumber number, Instant deletedAt) {
    return NumberRules.userDeleted(number, deletedAt)
        .fold(
            held ->
                numbers
                    .store(held)
                    .chain(stored -> outbox.append(NumberEvents.heldForRestore(stored))),
            refusal -> {
              throw new IllegalStateException(refusal.detail());
            });
  }
}
