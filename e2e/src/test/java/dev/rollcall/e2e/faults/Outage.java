package dev.rollcall.e2e.faults;

import dev.rollcall.e2e.Suite;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.local.stack.ServiceReplica;
import dev.rollcall.local.stack.Waiting;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/** A server that every service uses and that is away, and what is to be said meanwhile. */
enum Outage {

  /** Nothing can be read or written: a service is not ready. */
  POSTGRES(Duration.ofSeconds(30), "ready", "Reactive PostgreSQL"),

  /** What is asked waits in the outbox: a service stays ready, but is not well. */
  KAFKA(Duration.ofSeconds(60), "well", "kafka"),

  /** Tokens are good for as long as they live: a service stays ready, but is not well. */
  KEYCLOAK(Duration.ofSeconds(60), "well", "keycloak");

  private static final Duration TO_NOTICE = Duration.ofMinutes(2);

  private final Duration lasts;
  private final String group;
  private final String check;

  Outage(Duration lasts, String group, String check) {
    this.lasts = lasts;
    this.group = group;
    this.check = check;
  }

  String part() {
    return name().toLowerCase(Locale.ROOT);
  }

  Duration lasts() {
    return lasts;
  }

  /** The statuses that reading a list may have meanwhile. */
  Set<Integer> reading() {
    return leavesReady() ? Set.of(200) : Set.of(503);
  }

  /** The statuses that an invitation may have meanwhile. */
  Set<Integer> inviting() {
    return leavesReady() ? Set.of(201, 202) : Set.of(503);
  }

  /** Waits until every service says which server is away, where it says so. */
  void awaitSaid(Suite suite) {
    for (String service : LocalStack.SERVICES) {
      Waiting.until(
          TO_NOTICE, service + " to say that " + part() + " is away", () -> said(suite, service));
    }
  }

  /** Waits until every service says that all is well. */
  static void awaitOver(Suite suite, Insistent insistent) {
    for (String service : LocalStack.SERVICES) {
      for (String each : Set.of("ready", "well")) {
        insistent.call(() -> health(suite, service, each));
      }
    }
  }

  /** Whether the service keeps taking requests. */
  boolean ready(Suite suite, String service) {
    return health(suite, service, "ready").status() == 200;
  }

  /** Whether a service is expected to keep taking requests. */
  boolean leavesReady() {
    return !group.equals("ready");
  }

  private boolean said(Suite suite, String service) {
    Answer health = health(suite, service, group);
    return health.status() == 503
        && StreamSupport.stream(health.body().path("checks").spliterator(), false)
            .filter(each -> each.path("name").asText().startsWith(check))
            .anyMatch(each -> each.path("status").asText().equals("DOWN"));
  }

  private static Answer health(Suite suite, String service, String group) {
    return Api.at(suite.stack().serviceUrl(ServiceReplica.first(service)))
        .get("/q/health/" + group);
  }
}
