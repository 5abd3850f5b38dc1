package dev.rollcall.platform.web.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.messaging.DeadLetterCause;
import dev.rollcall.platform.messaging.Event;
import dev.rollcall.platform.messaging.EventReader;
import dev.rollcall.platform.messaging.PermanentFailure;
import dev.rollcall.platform.messaging.Poison;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Feeds the membership view from {@code rollcall.user.v1}. It only projects, by newest version, so
 * a second delivery changes nothing and it needs no inbox (which the heartbeats, one a second and
 * partition, would fill).
 */
@ApplicationScoped
@IfBuildProperty(name = "rollcall.access.view", stringValue = "true", enableIfMissing = true)
public class MembershipProjection {

  /** The channel that the service configures: topic {@code rollcall.user.v1}. */
  public static final String CHANNEL = "members";

  private static final Logger LOG = Logger.getLogger(MembershipProjection.class);
  private static final String TOPIC = "rollcall.user.v1";
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final MembershipView view;
  private final EventReader reader;
  private final ObjectMapper json;

  MembershipProjection(MembershipView view, EventReader reader, ObjectMapper json) {
    this.view = view;
    this.reader = reader;
    this.json = json;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Heartbeat(Instant at) {}

  /**
   * Projects one event; fails, to the dead-letter topic, only when it can't be read at all, and not
   * before the view knows whom it may be wrong about. All else is tried until it succeeds: were a
   * deletion given up, later heartbeats would call the view fresh, and the person would keep their
   * access. While it waits the view isn't fresh, and identity is asked.
   */
  @Incoming(CHANNEL)
  public Uni<Void> project(ConsumerRecord<String, String> event) {
    return Uni.createFrom()
        .deferred(() -> apply(event))
        .onFailure(failure -> !(failure instanceof PermanentFailure))
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely()
        .onFailure()
        .call(() -> park(event))
        .onFailure()
        .transform(DeadLetterCause::of);
  }

  /**
   * Heartbeats change nothing. One that comes back by the retry topic was parked when it first
   * came, and is still, or has been overtaken.
   */
  private Uni<Void> park(ConsumerRecord<String, String> event) {
    if (reader.isHeartbeat(event) || !event.topic().equals(TOPIC)) {
      return Uni.createFrom().voidItem();
    }
    ParkedMember parked = ParkedMember.of(event);
    LOG.warnf(
        "identity is asked about user %s of company %s: an event of theirs can't be read",
        parked.userId(), parked.companyId());
    return Uni.createFrom()
        .deferred(() -> view.park(parked))
        .onFailure()
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely();
  }

  private Uni<Void> apply(ConsumerRecord<String, String> event) {
    if (event.value() == null) {
      // A tombstone: the view's rows stay, so that a late event revives nobody.
      return Uni.createFrom().voidItem();
    }
    return reader.isHeartbeat(event) ? beat(event) : store(reader.read(event), source(event));
  }

  /**
   * A beat says how far a partition of the topic itself was read. One that comes by the retry topic
   * says nothing: it is old, and its partition is another.
   */
  private Uni<Void> beat(ConsumerRecord<String, String> event) {
    return event.topic().equals(TOPIC)
        ? view.beat(event.partition(), at(event))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> store(Event event, MembershipView.Source source) {
    return view.store(
        event.as(json, MembershipAnswer.class).membership(event.aggregateVersion()), source);
  }

  private static MembershipView.Source source(ConsumerRecord<String, String> event) {
    return event.topic().equals(TOPIC)
        ? new MembershipView.Source(event.partition(), event.offset(), null, null)
        : new MembershipView.Source(-1, -1, ParkedMember.letter(event), null);
  }

  private Instant at(ConsumerRecord<String, String> event) {
    try {
      return Objects.requireNonNull(json.readValue(event.value(), Heartbeat.class).at());
    } catch (JsonProcessingException | NullPointerException e) {
      throw new PermanentFailure(Poison.WRONG_SCHEMA, "a heartbeat without its time");
    }
  }
}
