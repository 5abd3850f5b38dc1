package dev.rollcall.platform.web.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether Keycloak answers. Not asked for readiness: who has a token goes on with it while Keycloak
 * is away.
 */
@Wellness
@ApplicationScoped
class KeycloakCheck implements AsyncHealthCheck {

  private static final String SERVER = "quarkus.oidc.auth-server-url";
  private static final Duration TO_ANSWER = Duration.ofSeconds(3);
  private static final int BROKEN = 500;

  private final HttpClient client;
  private final Config config;

  KeycloakCheck(Vertx vertx, Config config) {
    this.client = vertx.createHttpClient();
    this.config = config;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return config
        .getOptionalValue(SERVER, String.class)
        .map(this::ask)
        .orElseGet(() -> Uni.createFrom().item(true))
        .map(KeycloakCheck::answer);
  }

  private Uni<Boolean> ask(String url) {
    return client
        .request(request(url))
        .chain(HttpClientRequest::send)
        .map(HttpClientResponse::statusCode)
        .map(status -> status < BROKEN)
        .ifNoItem()
        .after(TO_ANSWER)
        .fail()
        .onFailure()
        .recoverWithItem(false);
  }

  /** Ends by itself: a request that nobody waits for any more would keep its connection. */
  private static RequestOptions request(String url) {
    return new RequestOptions()
        .setAbsoluteURI(url)
        .setConnectTimeout(TO_ANSWER.toMillis())
        .setTimeout(TO_ANSWER.toMillis());
  }

  private static HealthCheckResponse answer(boolean up) {
    return HealthCheckResponse.named("keycloak").status(up).build();
  }
}
