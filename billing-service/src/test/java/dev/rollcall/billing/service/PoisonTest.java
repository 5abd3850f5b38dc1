package dev.rollcall.billing.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.platform.test.Contracts;
import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Events.Seen;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class PoisonTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPIC = "rollcall.user.v1";
  private static final String DEAD_LETTERS = "rollcall.user.v1.billing.users.dlq";
  private static final String RETRIES = "rollcall.user.v1.billing.users.retry";
  private static final String JOINED = "rollcall.user.joined.v1";
  private static final int MIB = 1_048_576;

  private final UUID company = UUID.randomUUID();
  private final UUID bob = UUID.randomUUID();
  private final String trace = UUID.randomUUID().toString().replace("-", "");

  /** One thing that is wrong with an event, and what its dead letter says. */
  enum Kind {
    BROKEN_JSON("broken JSON: ") {
      @Override
      String spoil(ObjectNode state) {
        return state.toString().substring(0, 40);
      }
    },
    MISSING_FIELD("wrong schema: /status is missing") {
      @Override
      String spoil(ObjectNode state) {
        return state.without("status").toString();
      }
    },
    WRONG_FIELD("wrong schema: /userId is not as agreed") {
      @Override
      String spoil(ObjectNode state) {
        return state.put("userId", "Bob").toString();
      }
    },
    NO_OBJECT("wrong schema: the payload is no JSON object") {
      @Override
      String spoil(ObjectNode state) {
        return "[]";
      }
    },
    UNKNOWN_TYPE("unknown type: ", "ce_type", "rollcall.robot.joined.v1"),
    NO_COMPANY("broken envelope: ce_companyid is broken", "ce_companyid", "acme"),
    NOBODYS_COMPANY("unknown company: ", "ce_companyid", "00000000-0000-0000-0000-000000000000"),
    OTHER_COMPANY("unknown company: ", "ce_companyid", "0190163d-8694-739b-aea5-966c26f8ad91"),
    FUTURE_TYPE("future version: ", "ce_type", "rollcall.user.joined.v2"),
    FUTURE_VERSION("future version: ", "ce_aggregateversion", "9223372036854775807"),
    BEYOND_ALL_NUMBERS("broken envelope: ", "ce_aggregateversion", "92233720368547758070"),
    TOO_LARGE("too large: ") {
      @Override
      String spoil(ObjectNode state) {
        return state.put("jobTitle", "x".repeat(MIB)).toString();
      }
    };

    private final String cause;
    private final String header;
    private final String value;

    /** Wrong in its payload. */
    Kind(String cause) {
      this(cause, "ce_source", "/rollcall/identity");
    }

    /** Wrong in that header. */
    Kind(String cause, String header, String value) {
      this.cause = cause;
      this.header = header;
      this.value = value;
    }

    String spoil(ObjectNode state) {
      return state.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("X-1 X-2 poison is parked with its cause and its trace, and the channel goes on")
  void poison(Kind kind) {
    UUID next = UUID.randomUUID();
    Map<String, String> headers = headers(bob, 1);
    headers.put(kind.header, kind.value);

    Events.sendRaw(TOPIC, 0, bob.toString(), headers, kind.spoil(state(bob, "ACTIVE")));
    Events.sendRaw(TOPIC, 0, next.toString(), headers(next, 1), state(next, "ACTIVE").toString());

    Seen parked = Events.await(DEAD_LETTERS, letter -> letter.key().equals(bob.toString()));
    assertThat(parked.headers())
        .containsAllEntriesOf(withoutTrace(headers))
        .containsEntry("dead-letter-topic", TOPIC)
        .containsEntry("dead-letter-partition", "0")
        .containsKey("dead-letter-offset");
    assertThat(parked.headers().get("dead-letter-reason")).startsWith(kind.cause);
    assertThat(parked.headers().get("traceparent")).contains(trace);
    assertThat(parked.headers()).doesNotContainKey("dead-letter-cause");
    Eventually.holds(() -> assertThat(status(next)).contains("ACTIVE"));
    assertThat(status(bob)).isEmpty();
  }

  @Test
  @DisplayName("X-1 what failed for a fault of ours is processed when it is replayed after the fix")
  void replayed() throws SQLException {
    faultFor(bob, 1);
    Map<String, String> headers = headers(bob, 1);
    Events.sendRaw(TOPIC, 0, bob.toString(), headers, state(bob, "ACTIVE").toString());
    Seen parked = Events.await(DEAD_LETTERS, letter -> letter.key().equals(bob.toString()));
    assertThat(parked.headers().get("dead-letter-reason")).startsWith("failed: ");
    fixed();

    Events.sendRaw(RETRIES, null, bob.toString(), headers, state(bob, "ACTIVE").toString());

    Eventually.holds(() -> assertThat(status(bob)).contains("ACTIVE"));
  }

  @Test
  @DisplayName("X-2 a dead letter replayed after a newer state came changes nothing")
  void replayedLate() throws SQLException {
    UUID next = UUID.randomUUID();
    faultFor(bob, 1);
    Map<String, String> headers = headers(bob, 1);
    Events.sendRaw(TOPIC, 0, bob.toString(), headers, state(bob, "ACTIVE").toString());
    Events.await(DEAD_LETTERS, letter -> letter.key().equals(bob.toString()));
    fixed();
    Events.sendRaw(TOPIC, 0, bob.toString(), headers(bob, 2), state(bob, "DELETED").toString());
    Eventually.holds(() -> assertThat(status(bob)).contains("DELETED"));

    Events.sendRaw(RETRIES, null, bob.toString(), headers, state(bob, "ACTIVE").toString());
    Events.sendRaw(
        RETRIES, null, next.toString(), headers(next, 1), state(next, "ACTIVE").toString());

    Eventually.holds(() -> assertThat(status(next)).contains("ACTIVE"));
    assertThat(status(bob)).contains("DELETED");
  }

  private Map<String, String> headers(UUID user, long version) {
    Map<String, String> headers =
        Events.headers(UUID.randomUUID(), user.toString(), JOINED, company, version);
    headers.put("traceparent", "00-" + trace + "-00f067aa0ba902b7-00");
    return headers;
  }

  private static Map<String, String> withoutTrace(Map<String, String> headers) {
    headers.remove("traceparent");
    return headers;
  }

  private ObjectNode state(UUID user, String status) {
    try {
      return ((ObjectNode) JSON.readTree(Contracts.example(JOINED)))
          .put("userId", user.toString())
          .put("companyId", company.toString())
          .put("status", status)
          .putNull("invitationId");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> status(UUID user) {
    return ServiceDatabase.value("select status from member where user_id = ?", user);
  }

  /** A fault of this service that hits one version of one user. */
  private static void faultFor(UUID user, long version) throws SQLException {
    asAdmin(
        """
        create or replace function fault() returns trigger language plpgsql
          as $$ begin raise exception 'a fault'; end $$;
        create trigger fault before insert on member for each row
          when (new.user_id = '%s' and new.version = %d) execute function fault()
        """
            .formatted(user, version));
  }

  private static void fixed() throws SQLException {
    asAdmin("drop trigger fault on member");
  }

  private static void asAdmin(String sql) throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }
}
