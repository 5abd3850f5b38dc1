package dev.rollcall.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.security.Identity.Kind;
import dev.rollcall.e2e.security.Operation.Access;
import dev.rollcall.e2e.security.Wire.Reply;
import dev.rollcall.e2e.security.Wire.Shot;
import dev.rollcall.local.story.Api;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation of every service, called through the gateway by everybody who might try. What is
 * right comes from the documents ({@code x-access}, {@code x-permissions}) and from {@code GET
 * /me}, so that a new operation joins by itself; a new kind of caller is a line in {@link Cast}.
 */
@ExtendWith(Suite.Extension.class)
class IsolationTest {

  /** What the access check says, and no use case: its sentence tells the two apart. */
  private static final String AT_THE_DOOR = "You are not allowed to do this.";

  private static final List<String> CLIENTS =
      List.of(
          "identity-service",
          "identity-drift",
          "invitation-service",
          "numbering-service",
          "billing-service");

  private record Described(Operation operation, Samples samples) {}

  @Test
  @DisplayName("ARCH Access: every operation says whom it lets in")
  void marked(Suite suite) {
    assertThat(operations(suite))
        .extracting(Described::operation)
        .isNotEmpty()
        .noneMatch(operation -> operation.access() == Access.UNMARKED);
  }

  @TestFactory
  @DisplayName("CO-4 USR-1 USR-4 every operation lets in whom the catalogue names, and nobody else")
  Stream<DynamicTest> everyOperation(Suite suite) {
    List<Described> operations = operations(suite);
    List<Identity> identities = Cast.of(suite);
    Tally.say(
        "isolation: %d operations × %d identities = %d"
            .formatted(
                operations.size(), identities.size(), operations.size() * identities.size()));
    return identities.stream()
        .map(
            identity ->
                DynamicTest.dynamicTest(
                    "CO-4 USR-1 " + identity.name(),
                    () -> assertThat(deviations(suite, operations, identity)).isEmpty()));
  }

  @Test
  @DisplayName("ARCH Access: /internal lets in services only, at their own ports too")
  void internal(Suite suite) {
    List<Described> internal =
        operations(suite).stream()
            .filter(described -> described.operation().access() == Access.SERVICE)
            .toList();
    String company = UUID.randomUUID().toString();
    List<String> deviations = new ArrayList<>();
    for (Described described : internal) {
      URI direct = suite.stack().serviceUrl(described.operation().service());
      Shot shot = shot(described, company);
      check(deviations, shot, Wire.send(direct, shot), reply -> reply.status() == 401);
      Shot person = shot.as(suite.token(Suite.ADA, Suite.DEMO_PASSWORD));
      check(deviations, person, Wire.send(direct, person), reply -> reply.status() == 403);
    }

    assertThat(internal).isNotEmpty();
    assertThat(deviations).isEmpty();
  }

  @Test
  @DisplayName("ARCH Access: an internal route lets in the clients that it names, and no other")
  void narrowed(Suite suite) {
    List<Described> narrowed =
        operations(suite).stream()
            .filter(described -> !described.operation().clients().isEmpty())
            .toList();
    List<String> deviations = new ArrayList<>();
    for (String client : CLIENTS) {
      String token = Cast.service(suite, client);
      for (Described described : narrowed) {
        if (!described.operation().clients().contains(client)) {
          Shot shot = shot(described, UUID.randomUUID().toString()).as(token);
          Reply reply = Wire.send(suite.stack().serviceUrl(described.operation().service()), shot);
          check(deviations, shot, reply, it -> it.status() == refusal(client));
        }
      }
    }

    assertThat(narrowed).isNotEmpty();
    assertThat(deviations).isEmpty();
  }

  /** Who keeps the accounts has a token for Keycloak only. */
  private static int refusal(String client) {
    return client.equals("identity-service") ? 401 : 403;
  }

  private static List<Described> operations(Suite suite) {
    List<Described> operations = new ArrayList<>();
    for (ApiDocument document : ApiDocument.all(suite)) {
      Samples samples = new Samples(document);
      document.operations().forEach(operation -> operations.add(new Described(operation, samples)));
    }
    return operations;
  }

  private static List<String> deviations(
      Suite suite, List<Described> operations, Identity identity) {
    URI gateway = suite.stack().gatewayUrl();
    List<String> deviations = new ArrayList<>();
    for (Described described : operations) {
      Shot shot = shot(described, identity.companyId()).as(identity.token());
      Reply reply = Wire.send(gateway, shot);
      check(deviations, shot, reply, it -> expected(described.operation(), identity, it));
      if (identity.kind() == Kind.OUTSIDER && described.operation().access() == Access.MEMBER) {
        Shot nowhere = shot(described, UUID.randomUUID().toString()).as(identity.token());
        Reply unknown = Wire.send(gateway, nowhere);
        check(deviations, shot, reply, it -> shown(it).equals(shown(unknown)));
      }
    }
    return deviations;
  }

  private static boolean expected(Operation operation, Identity identity, Reply reply) {
    if (reply.status() >= 500) {
      return false;
    }
    if (!operation.routed()) {
      return reply.status() == 404;
    }
    if (operation.access() == Access.PUBLIC) {
      return true;
    }
    return switch (identity.kind()) {
      case UNKNOWN -> is(reply, 401, "UNAUTHENTICATED");
      case OUTSIDER -> operation.access() != Access.MEMBER || is(reply, 404, "NOT_FOUND");
      case SERVICE ->
          operation.access() == Access.MEMBER
              ? is(reply, 404, "NOT_FOUND")
              : is(reply, 403, "FORBIDDEN");
      case MEMBER -> identity.mayCall(operation) ? letIn(reply) : is(reply, 403, "FORBIDDEN");
    };
  }

  private static boolean letIn(Reply reply) {
    boolean refused =
        reply.status() == 403 && reply.json().path("detail").asText().equals(AT_THE_DOOR);
    return reply.status() != 401 && !refused;
  }

  private static boolean is(Reply reply, int status, String code) {
    return reply.status() == status && reply.problem() && reply.code().equals(code);
  }

  /** The answer without what differs from request to request. */
  private static JsonNode shown(Reply reply) {
    return reply.json() instanceof ObjectNode problem
        ? problem.without(List.of("requestId", "instance"))
        : reply.json();
  }

  private static void check(
      List<String> deviations, Shot shot, Reply reply, Function<Reply, Boolean> rule) {
    if (!rule.apply(reply)) {
      deviations.add(shot + " -> " + reply);
    }
  }

  /** Well-formed, with only what is required, for things that don't exist in that company. */
  private static Shot shot(Described described, String companyId) {
    Operation operation = described.operation();
    String path = operation.path();
    for (Operation.Parameter parameter : operation.in("path")) {
      String value =
          parameter.name().equals("companyId")
              ? companyId
              : described.samples().of(parameter.schema()).asText();
      path = path.replaceAll("\\{" + parameter.name() + "[^}]*}", Api.encode(value));
    }
    List<String> query = new ArrayList<>();
    for (Operation.Parameter parameter : operation.in("query")) {
      if (parameter.required()) {
        String value = described.samples().of(parameter.schema()).asText();
        query.add(parameter.name() + "=" + Api.encode(value));
      }
    }
    Shot shot =
        Shot.of(operation.verb(), query.isEmpty() ? path : path + "?" + String.join("&", query));
    return operation.body().map(schema -> shot.json(described.samples().of(schema))).orElse(shot);
  }
}
