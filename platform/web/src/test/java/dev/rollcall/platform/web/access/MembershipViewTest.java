package dev.rollcall.platform.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.test.RollcallTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whom the view may be wrong about, and until when (ADR 29). */
@RollcallTest(service = "invitation")
class MembershipViewTest {

  private final UUID company = UUID.randomUUID();

  @Inject MembershipView view;
  @Inject MembershipProjection projection;
  @Inject ParkedMembers parkedMembers;
  @Inject MeterRegistry metrics;

  @Test
  @DisplayName("X-1 a doubt about anybody ends for each member when identity is asked about them")
  void asked() {
    Membership ann = known();
    Membership bob = known();
    park(anybodys());
    assertThat(seen(ann).counts()).isFalse();

    answered(ann);

    assertThat(seen(ann).counts()).isTrue();
    assertThat(seen(bob).counts()).isFalse();
  }

  @Test
  @DisplayName("X-1 what is parked after identity was asked is in doubt again")
  void parkedAgain() {
    Membership ann = known();
    park(anybodys());
    answered(ann);

    park(anybodys());

    assertThat(seen(ann).counts()).isFalse();
  }

  @Test
  @DisplayName("X-1 an answer that was asked for before the event was parked confirms nothing")
  void askedBefore() {
    Membership ann = known();
    MembershipView.Seen before = seen(ann);
    park(anybodys());

    done(() -> view.store(ann, before.at()));

    assertThat(seen(ann).counts()).isFalse();
  }

  @Test
  @DisplayName("X-1 identity's answer ends the doubt about a user, also where no version is known")
  void askedAboutUser() {
    Membership ann = known();
    park(new ParkedMember(UUID.randomUUID(), ann.userId(), company, null, 0, 1));
    assertThat(seen(ann).counts()).isFalse();

    answered(ann);

    assertThat(seen(ann).counts()).isTrue();
  }

  @Test
  @DisplayName("USR-4 an old doubt about anybody ends; who was not asked about is asked about")
  void ends() {
    Membership ann = known();
    Membership bob = known();
    park(anybodys());
    answered(ann);
    done(() -> parkedMembers.look());
    assertThat(seen(bob).membership()).isPresent();
    assertThat(metrics.get("rollcall.access.parked").tag("whose", "anybody").gauge().value())
        .isPositive();

    done(() -> parkedMembers.look(Instant.now().plus(Duration.ofHours(1))));
    done(() -> parkedMembers.look());

    assertThat(seen(ann).counts()).isTrue();
    assertThat(seen(ann).membership()).isPresent();
    assertThat(seen(bob).membership()).isEmpty();
    assertThat(metrics.get("rollcall.access.parked").tag("whose", "anybody").gauge().value())
        .isZero();
    assertThat(seen(known()).counts()).isTrue();
  }

  @Test
  @DisplayName("X-1 two unreadable records that differ in the subject alone stall nothing")
  void subjects() {
    Membership ann = known();
    Membership bob = known();
    String id = UUID.randomUUID().toString();

    parkedBy(unreadable(id, ann));
    parkedBy(unreadable(id, bob));

    assertThat(seen(ann).counts()).isFalse();
    assertThat(seen(bob).counts()).isFalse();
  }

  @Test
  @DisplayName("X-1 a letter that is there as another's puts the company in doubt, not the topic")
  void sameLetter() {
    Membership ann = known();
    Membership bob = known();
    UUID letter = UUID.randomUUID();

    park(new ParkedMember(letter, ann.userId(), company, 1L, 0, 1));
    park(new ParkedMember(letter, bob.userId(), company, 1L, 0, 2));

    assertThat(seen(ann).counts()).isFalse();
    assertThat(seen(bob).counts()).isFalse();
  }

  private Membership known() {
    var member =
        new Membership(
            UUID.randomUUID(),
            company,
            UUID.randomUUID(),
            "USER",
            UUID.randomUUID(),
            Set.of(),
            Map.of(),
            true,
            1);
    done(() -> view.store(member, new MembershipView.Source(0, 0, null, null)));
    return member;
  }

  private ParkedMember anybodys() {
    return new ParkedMember(UUID.randomUUID(), null, company, null, 0, 1);
  }

  private void park(ParkedMember parked) {
    done(() -> view.park(parked));
  }

  /** As a call of theirs does that the view doesn't answer. */
  private void answered(Membership member) {
    MembershipView.Seen seen = seen(member);
    done(() -> view.store(member, seen.at()));
  }

  private MembershipView.Seen seen(Membership member) {
    for (int partition = 0; partition < 3; partition++) {
      int beating = partition;
      done(() -> view.beat(beating, Instant.now()));
    }
    return done(() -> view.find(member.personId(), member.companyId()));
  }

  /** It can't be read, so it goes to the dead-letter topic, and the topic goes on. */
  private void parkedBy(ConsumerRecord<String, String> record) {
    assertThatThrownBy(
            () ->
                done(
                    () ->
                        projection.project(record).ifNoItem().after(Duration.ofSeconds(20)).fail()))
        .isNotInstanceOf(TimeoutException.class);
  }

  private ConsumerRecord<String, String> unreadable(String id, Membership member) {
    var record = new ConsumerRecord<>("rollcall.user.v1", 0, 1L, "somebody", "{");
    Map.of(
            "ce_id",
            id,
            "ce_type",
            "rollcall.user.updated.v1",
            "ce_subject",
            member.userId().toString(),
            "ce_companyid",
            company.toString(),
            "ce_aggregateversion",
            "2")
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private static <T> T done(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
