package dev.rollcall.identity.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.identity.OtherServices;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.oidc.client.OidcClientException;
import io.quarkus.test.common.WithTestResource;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "identity", keycloak = true)
@WithTestResource(OtherServices.class)
class KeycloakRetryTest {

  @Inject KeycloakRetry retry;
  @Inject Vertx vertx;

  private final List<Context> contexts = Collections.synchronizedList(new ArrayList<>());

  @Test
  @DisplayName(
      "INV-14 a conflict, a server error and a lost answer are repeated, on the caller's context")
  void repeated() {
    Iterator<RuntimeException> failures =
        List.of(
                new ClientErrorException(Status.CONFLICT),
                new InternalServerErrorException(),
                new ProcessingException("connection reset"))
            .iterator();

    String answer =
        onItsContext(retry, () -> failures.hasNext() ? failed(failures.next()) : answered("done"));

    assertThat(answer).isEqualTo("done");
    assertThat(contexts).hasSize(5).containsOnly(contexts.getFirst());
  }

  @Test
  @DisplayName("CO-4 a token that isn't had, or isn't known any more, is asked for again")
  void tokens() {
    Iterator<RuntimeException> failures =
        List.of(
                new NotAuthorizedException(Response.status(Status.UNAUTHORIZED).build()),
                new OidcClientException("the token endpoint answered 500"),
                new ClientErrorException(Status.TOO_MANY_REQUESTS))
            .iterator();

    String answer =
        onItsContext(retry, () -> failures.hasNext() ? failed(failures.next()) : answered("done"));

    assertThat(answer).isEqualTo("done");
  }

  @Test
  @DisplayName("INV-14 a refusal on its merits is not repeated")
  void refused() {
    assertThatThrownBy(() -> onItsContext(retry, () -> failed(new BadRequestException())))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(BadRequestException.class);

    assertThat(contexts).hasSize(1);
  }

  @Test
  @DisplayName("INV-14 what doesn't pass until the deadline is told")
  void deadline() {
    var impatient = new KeycloakRetry(Duration.ofMillis(900));

    assertThatThrownBy(
            () -> onItsContext(impatient, () -> failed(new ServiceUnavailableException())))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ServiceUnavailableException.class);
  }

  /** Calls as a request does, and notes on which contexts the calls are made and answered. */
  private String onItsContext(KeycloakRetry with, Supplier<Uni<String>> call) {
    var answer = new CompletableFuture<String>();
    Context caller = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    caller.runOnContext(
        ignored ->
            with.untilAnswered(() -> noted(call))
                .invoke(this::note)
                .subscribe()
                .with(answer::complete, answer::completeExceptionally));
    return answer.orTimeout(Eventually.SOON.toSeconds(), TimeUnit.SECONDS).join();
  }

  private Uni<String> noted(Supplier<Uni<String>> call) {
    note();
    return call.get();
  }

  private void note() {
    contexts.add(Vertx.currentContext());
  }

  private static Uni<String> answered(String answer) {
    return Uni.createFrom().item(answer);
  }

  private static Uni<String> failed(RuntimeException failure) {
    return Uni.createFrom().failure(failure);
  }
}
