package dev.rollcall.platform.test;

import dev.rollcall.platform.test.Infrastructure.Mail;
import dev.rollcall.platform.test.Infrastructure.Postgres;
import dev.rollcall.platform.test.server.Databases;
import io.quarkus.test.common.QuarkusTestResourceConfigurableLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Starts the servers of {@link RollcallTest} and tells Quarkus where they are. */
public final class RollcallServers
    implements QuarkusTestResourceConfigurableLifecycleManager<RollcallTest> {

  private @Nullable RollcallTest wanted;

  @Override
  public void init(RollcallTest annotation) {
    wanted = annotation;
  }

  @Override
  public Map<String, String> start() {
    if (wanted == null) {
      throw new IllegalStateException("use @RollcallTest");
    }
    FutureTask<String> kafka = meanwhile(SharedServers::kafka);
    Map<String, String> settings = new HashMap<>();
    settings.put("rollcall.clock.adjustable", "true");
    ServiceDatabase.serviceIs(wanted.service());
    addDatabase(settings, wanted.service());
    addTokens(settings, wanted);
    if (wanted.mail()) {
      addMail(settings);
    }
    settings.put("kafka.bootstrap.servers", result(kafka));
    return settings;
  }

  /** The servers live as long as the JVM: the next test class uses them too. */
  @Override
  public void stop() {}

  /** A thread of its own, because it inherits the class loader that Kafka's clients need. */
  private static FutureTask<String> meanwhile(Callable<String> start) {
    FutureTask<String> task = new FutureTask<>(start);
    Thread.ofPlatform().daemon().name("rollcall-test-start").start(task);
    return task;
  }

  private static String result(FutureTask<String> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while servers were starting", e);
    }
  }

  private static void addDatabase(Map<String, String> settings, String service) {
    Postgres postgres = SharedServers.postgres(service);
    settings.put("quarkus.datasource.reactive.url", postgres.reactiveUrl(service));
    settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(service));
    settings.put("quarkus.datasource.username", Databases.app(service));
    settings.put("quarkus.datasource.password", Databases.password(Databases.app(service)));
    settings.put("quarkus.flyway.username", Databases.owner(service));
    settings.put("quarkus.flyway.password", Databases.password(Databases.owner(service)));
  }

  private static void addTokens(Map<String, String> settings, RollcallTest wanted) {
    String client = wanted.service() + "-service";
    String realm = wanted.keycloak() ? KeycloakTokens.realm() : TestIssuer.url();
    settings.put("quarkus.oidc.auth-server-url", realm);
    settings.put("quarkus.oidc.token.issuer", wanted.keycloak() ? realm : TestTokens.ISSUER);
    settings.put("quarkus.oidc-client.auth-server-url", realm);
    settings.put("quarkus.oidc-client.client-id", client);
    settings.put("quarkus.oidc-client.credentials.secret", KeycloakTokens.secret(client));
    if (wanted.keycloak()) {
      settings.put("rollcall.keycloak.url", KeycloakTokens.url());
      settings.put("rollcall.keycloak.secret", KeycloakTokens.secret(client));
    }
  }

  private static void addMail(Map<String, String> settings) {
    Mail mail = SharedServers.mail();
    settings.put("quarkus.mailer.mock", "false");
    settings.put("quarkus.mailer.host", mail.host());
    settings.put("quarkus.mailer.port", Integer.toString(mail.smtpPort()));
    settings.put("quarkus.mailer.start-tls", "DISABLED");
    settings.put("rollcall.test.imap-host", mail.host());
    settings.put("rollcall.test.imap-port", Integer.toString(mail.imapPort()));
  }
}
