package dev.rollcall.e2e;

import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.local.stack.PortPlan;
import dev.rollcall.local.stack.StackOptions;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Narrator;
import dev.rollcall.local.story.Story;
import dev.rollcall.platform.test.SharedServers;
import dev.rollcall.platform.test.server.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The whole suite, started once for all tests of this JVM on ports of its own. A test takes it as a
 * parameter ({@code @ExtendWith(Suite.Extension.class)}) and makes companies of its own in it, so
 * that no test sees another's data.
 */
public final class Suite implements AutoCloseable {

  /** Demo persons of the test realm. */
  public static final String ADA = "ada@acme.test";

  public static final String GRACE = "grace@globex.test";
  public static final String LINUS = "linus@initech.test";

  public static final String DEMO_PASSWORD = "rollcall-demo";

  /** Tokens live five minutes. */
  private static final Duration REUSE = Duration.ofMinutes(4);

  private final LocalStack stack;
  private final Story story;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final KnownSecrets secrets = new KnownSecrets();

  private record Token(String value, long goodUntilNanos) {}

  private Suite(LocalStack stack) {
    this.stack = stack;
    this.story = new Story(stack.gatewayUrl(), stack.mailboxUrl(), Narrator.SILENT);
  }

  private static Suite start() {
    // Where a clean build removes it, and a failed one leaves the logs to be read.
    Path data = Path.of("target/stack").toAbsolutePath();
    SharedServers.end(); // this module has servers of its own
    return new Suite(LocalStack.start(StackOptions.forTests(data, freePorts())));
  }

  /** With room for a second replica of each service, which fault tests start. */
  private static PortPlan freePorts() {
    for (int tries = 0; tries < 50; tries++) {
      // Below the ports that the system hands out itself, which may be taken a moment later.
      PortPlan ports = new PortPlan(ThreadLocalRandom.current().nextInt(1_000, 13_000), 2);
      if (ports.all().values().stream().noneMatch(Ports::taken)) {
        return ports;
      }
    }
    throw new IllegalStateException("no free ports for a stack");
  }

  /** The running stack, for faults and for looking behind the gateway. */
  public LocalStack stack() {
    return stack;
  }

  /** The steps that tests share with the demo. */
  public Story story() {
    return story;
  }

  /** Calls through the gateway that nobody has signed in for. */
  public Api anybody() {
    return story.anonymous();
  }

  /** Calls through the gateway by a demo person. */
  public Api as(String email) {
    return as(email, DEMO_PASSWORD);
  }

  /** Calls through the gateway by that person. */
  public Api as(String email, String password) {
    return anybody().as(token(email, password));
  }

  /** An access token of that person that is good for a minute at least. */
  public String token(String email, String password) {
    return tokens
        .compute(email, (who, known) -> usable(known) ? known : signIn(who, password))
        .value();
  }

  /** Keycloak's answer to a direct grant, whatever it is. */
  public Answer directGrant(Map<String, String> fields) {
    Answer answer = anybody().form("/auth/realms/rollcall/protocol/openid-connect/token", fields);
    secrets.password(fields.getOrDefault("password", ""));
    secrets.token(answer.text("access_token"));
    secrets.token(answer.text("refresh_token"));
    return answer;
  }

  /** Calls to Keycloak by its administrator. */
  public Api keycloakAdmin() {
    Api keycloak = Api.at(stack.keycloakUrl());
    Answer granted =
        keycloak
            .form(
                "/auth/realms/master/protocol/openid-connect/token",
                Map.of(
                    "grant_type", "password",
                    "client_id", "admin-cli",
                    "username", "admin",
                    "password", "admin"))
            .expect(200);
    secrets.token(granted.text("access_token"));
    return keycloak.as(granted.text("access_token"));
  }

  /** What has been handed out, for the test that nobody keeps it. */
  public KnownSecrets secrets() {
    return secrets;
  }

  /** Every mail that somebody got. */
  public Answer mails(String email) {
    return Api.at(stack.mailboxUrl()).get("/messages?to=" + Api.encode(email));
  }

  /** Moves product time of every service. */
  public void moveTime(Duration offset) {
    for (String service : LocalStack.SERVICES) {
      Api.at(stack.serviceUrl(service))
          .put("/internal/clock", Map.of("offset", offset.toString()))
          .expect(200);
    }
  }

  /** An e-mail address that no other test uses. */
  public static String freshEmail(String name) {
    return name + "." + UUID.randomUUID().toString().substring(0, 8) + "@acme.test";
  }

  private static boolean usable(@Nullable Token token) {
    return token != null && System.nanoTime() < token.goodUntilNanos();
  }

  private Token signIn(String email, String password) {
    Answer granted =
        directGrant(
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "demo-cli",
                    "username",
                    email,
                    "password",
                    password))
            .expect(200);
    return new Token(granted.text("access_token"), System.nanoTime() + REUSE.toNanos());
  }

  /** At once: nobody starts this stack again, so that nothing need be saved or finished. */
  @Override
  public void close() {
    stack.pids().keySet().forEach(stack::kill);
    stack.close();
  }

  /** Gives tests the suite. */
  public static final class Extension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Suite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Suite.class, type -> Suite.start(), Suite.class);
    }
  }
}
