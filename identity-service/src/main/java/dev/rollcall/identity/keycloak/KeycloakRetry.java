package dev.rollcall.identity.keycloak;

import dev.rollcall.identity.config.IdentityConfig;
import io.quarkus.oidc.client.OidcClientException;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Repeats calls to Keycloak, which answers 500 or 409 to all but one of the writes of an account
 * that meet (its rows have versions). For calls that may happen twice, outside any transaction: the
 * waiting in between would hold its connection. Waits and repeats on the Vert.x context of the
 * caller.
 */
@ApplicationScoped
class KeycloakRetry {

  private static final Logger LOG = Logger.getLogger(KeycloakRetry.class);

  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofMillis(800);

  /** As much as the first delay, so that callers who have met once part. */
  private static final Duration JITTER = FIRST_DELAY;

  private static final int UNTIL_THE_DEADLINE = -1;

  /**
   * Besides server errors: writes that met; a token that Keycloak no longer knows, after which the
   * next call gets a new one; too many calls.
   */
  private static final Set<Integer> PASSING = Set.of(401, 409, 429);

  private final Guard guard;

  @Inject
  KeycloakRetry(IdentityConfig config) {
    this(config.keycloak().retryFor());
  }

  KeycloakRetry(Duration deadline) {
    this.guard =
        Guard.create()
            .withDescription("keycloak")
            .withRetry()
            .maxRetries(UNTIL_THE_DEADLINE)
            .maxDuration(deadline.toMillis(), ChronoUnit.MILLIS)
            .delay(FIRST_DELAY.toMillis(), ChronoUnit.MILLIS)
            .jitter(JITTER.toMillis(), ChronoUnit.MILLIS)
            .whenException(KeycloakRetry::mayPass)
            .beforeRetry(failure -> LOG.debugf("Keycloak is asked again after %s", failure))
            .withExponentialBackoff()
            .maxDelay(LONGEST_DELAY.toMillis(), ChronoUnit.MILLIS)
            .done()
            .done()
            .build();
  }

  /** The answer; where the failures don't pass until the deadline, the last of them. */
  <T> Uni<T> untilAnswered(Supplier<Uni<T>> call) {
    return guard.get(call, new TypeLiteral<Uni<T>>() {});
  }

  /** Whether the same call may be answered another time: nobody answered, or not on its merits. */
  static boolean mayPass(Throwable failure) {
    return failure instanceof ProcessingException
        || failure instanceof OidcClientException
        || failure instanceof IOException
        || failure instanceof TimeoutException
        || (failure instanceof WebApplicationException answer
            && mayPass(answer.getResponse().getStatus()));
  }

  private static boolean mayPass(int status) {
    return status >= Status.INTERNAL_SERVER_ERROR.getStatusCode() || PASSING.contains(status);
  }
}
