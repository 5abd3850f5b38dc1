package dev.rollcall.platform.web.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.messaging.PermanentFailure;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

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

  private static final String HEARTBEAT = "rollcall.user.heartbeat.v1";
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final MembershipView view;
  private final ObjectMapper json;

  MembershipProjection(MembershipView view, ObjectMapper json) {
    this.view = view;
    this.json = json;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Heartbeat(Instant at) {}

  /**
   * Projects one event; fails, to the dead-letter topic, only when it can't be read at all. All
   * else is tried until it succeeds: were a deletion given up, later heartbeats would call the view
   * fresh, and the person would keep their access. While it waits the view isn't fresh, and
   * identity is asked.
   */
  @Incoming(CHANNEL)
  public Uni<Void> project(ConsumerRecord<String, String> event) {
    return Uni.createFrom()
        .deferred(() -> apply(event))
        .onFailure(failure -> !(failure instanceof PermanentFailure))
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely();
  }

  private Uni<Void> apply(ConsumerRecord<String, String> event) {
    if (event.value() == null) {
      // A tombstone: the view's rows stay, so that a late event revives nobody.
      return Uni.createFrom().voidItem();
    }
    if (header(event, "ce_type").equals(HEARTBEAT)) {
      return view.beat(event.partition(), read(event, Heartbeat.class).at());
    }
    long version = Long.parseLong(header(event, "ce_aggregateversion"));
    return view.store(read(event, MembershipAnswer.class).membership(version));
  }

  private <T> T read(ConsumerRecord<String, String> event, Class<T> type) {
    try {
      return json.readValue(event.value(), type);
    } catch (JsonProcessingException e) {
      throw new PermanentFailure("not a " + type.getSimpleName(), e);
    }
  }

  private static String header(ConsumerRecord<String, String> event, String name) {
    Header header = event.headers().lastHeader(name);
    if (header == null) {
      throw new PermanentFailure("no header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
