package dev.rollcall.platform.web;

import dev.rollcall.platform.web.access.ServiceOnly;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Answers {@code GET /internal/access} as identity-service would, which is the far end of the
 * fallback question. The application under test asks itself over real HTTP, with the token of a
 * service.
 */
@Path("/internal/access")
@Produces(MediaType.APPLICATION_JSON)
public class IdentityStandInResource {

  record Question(UUID personId, UUID companyId) {}

  static final Map<Question, Member> ANSWERS = new ConcurrentHashMap<>();
  private static final Map<Question, AtomicInteger> ASKED = new ConcurrentHashMap<>();
  private static volatile boolean silent;

  static void silence(boolean on) {
    silent = on;
  }

  static int timesAsked(Question question) {
    return Optional.ofNullable(ASKED.get(question)).map(AtomicInteger::get).orElse(0);
  }

  @GET
  @ServiceOnly
  public Uni<RestResponse<String>> membership(
      @QueryParam("personId") UUID personId, @QueryParam("companyId") UUID companyId) {
    var question = new Question(personId, companyId);
    ASKED.computeIfAbsent(question, some -> new AtomicInteger()).incrementAndGet();
    return Uni.createFrom().item(silent ? RestResponse.serverError() : answer(question));
  }

  private static RestResponse<String> answer(Question question) {
    return Optional.ofNullable(ANSWERS.get(question))
        .map(member -> RestResponse.ok(member.json(), "application/json"))
        .orElseGet(RestResponse::notFound);
  }
}
