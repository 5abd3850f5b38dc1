package dev.rollcall.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.security.Operation.Access;
import dev.rollcall.e2e.security.Wire.Reply;
import dev.rollcall.e2e.security.Wire.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation with what nobody should send, made from the OpenAPI documents ({@link Mutation}).
 * The same cases in every run; {@code -Dfuzz.cases=100000} tries more, {@code -Dfuzz.seed=…}
 * others.
 */
@ExtendWith(Suite.Extension.class)
class FuzzTest {

  private static final int CASES = Integer.getInteger("fuzz.cases", 1_500);
  private static final long SEED = Long.getLong("fuzz.seed", 20261122L);
  private static final int MOST_BYTES = 1 << 20;

  private static final Pattern CODE = Pattern.compile("\\b[A-Z][A-Z_]{3,}\\b");

  /** Of the suite as a whole: what the gateway and HTTP itself answer. */
  private static final Set<String> GENERAL =
      Set.of(
          "MALFORMED_REQUEST",
          "MALFORMED_PATH",
          "CONTENT_TOO_LARGE",
          "URI_TOO_LONG",
          "HEADERS_TOO_LARGE",
          "METHOD_NOT_ALLOWED",
          "IDEMPOTENCY_KEY_REUSED",
          "IDEMPOTENCY_IN_PROGRESS",
          "TOO_MANY_CALLS");

  private static final List<Pattern> INTERNALS =
      List.of(
          Pattern.compile("\\b(?:java|jakarta|io\\.quarkus|io\\.vertx|org\\.hibernate)\\.\\w"),
          Pattern.compile("\\bdev\\.rollcall\\."),
          Pattern.compile("\\b\\w+Exception\\b"),
          Pattern.compile("(?i)duplicate key value|violates .* constraint|insert into"));

  private record Fuzzed(Operation operation, Samples samples) {}

  @Test
  @DisplayName("API whatever is sent, the answer is never a 5xx and every refusal is a problem")
  void neverSurprised(Suite suite) {
    Company company = Company.signUp(suite, Suite.ADA);
    List<ApiDocument> documents = ApiDocument.all(suite);
    Set<String> codes = codes(documents);
    List<Fuzzed> operations = operations(documents);
    var random = new Random(SEED);
    List<String> deviations = new ArrayList<>();

    for (int i = 0; i < CASES; i++) {
      Fuzzed fuzzed = operations.get(i % operations.size());
      Shot shot =
          new Mutation(random, fuzzed.samples(), fuzzed.operation(), company.id())
              .next()
              .as(suite.token(Suite.ADA, Suite.DEMO_PASSWORD));
      Reply reply = Wire.send(suite.stack().gatewayUrl(), shot);
      String wrong = wrong(reply, codes);
      if (!wrong.isEmpty()) {
        deviations.add("case %d: %s: %s%n  -> %s".formatted(i, wrong, shot, reply));
      }
    }

    Tally.say(
        "fuzz: %d cases over %d operations, seed %d".formatted(CASES, operations.size(), SEED));
    assertThat(deviations).as("fuzz.seed=%d fuzz.cases=%d", SEED, CASES).isEmpty();
  }

  private static List<Fuzzed> operations(List<ApiDocument> documents) {
    List<Fuzzed> operations = new ArrayList<>();
    for (ApiDocument document : documents) {
      Samples samples = new Samples(document);
      document.operations().stream()
          .filter(operation -> operation.routed() && operation.access() != Access.SERVICE)
          .forEach(operation -> operations.add(new Fuzzed(operation, samples)));
    }
    return operations;
  }

  /** Every code that a document names, in an example or a description. */
  private static Set<String> codes(List<ApiDocument> documents) {
    Set<String> codes = new TreeSet<>(GENERAL);
    for (ApiDocument document : documents) {
      CODE.matcher(document.text()).results().map(MatchResult::group).forEach(codes::add);
    }
    return codes;
  }

  /** What is wrong with an answer; empty when nothing is. */
  private static String wrong(Reply reply, Set<String> codes) {
    if (reply.status() >= 500) {
      return "a 5xx";
    }
    if (reply.body().length() > MOST_BYTES) {
      return "more than 1 MiB";
    }
    if (reply.status() < 400) {
      return "";
    }
    if (!reply.problem()) {
      return "no problem document";
    }
    if (!codes.contains(reply.code())) {
      return "an undocumented code";
    }
    String shown = reply.json().path("detail").asText() + reply.json().path("violations");
    return INTERNALS.stream().anyMatch(internal -> internal.matcher(shown).find())
        ? "the program's inside"
        : "";
  }
}
