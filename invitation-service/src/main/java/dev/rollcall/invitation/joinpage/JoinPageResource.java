package dev.rollcall.invitation.joinpage;

import dev.rollcall.platform.web.access.Public;
import dev.rollcall.platform.web.problem.HttpProblems;
import dev.rollcall.platform.web.problem.ProblemWriter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Where the mailed link leads: {@code {frontend}/join#token=…}. What stands after the # never comes
 * here, so fetching the page by GET or HEAD uses up nothing (INV-7); the page itself calls the API.
 * Not part of the API, and so of no OpenAPI document.
 */
@Path("/join")
public class JoinPageResource {

  /**
   * Only what this service serves may run, load or be called; nothing frames the page, and no form
   * is sent but by its scripts. Text becomes HTML nowhere (Trusted Types), so a name is a name.
   */
  private static final String CONTENT_SECURITY_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  /** Files are asked for again each time and mostly answered by 304: a release is there at once. */
  private static final Map<String, String> HEADERS =
      Map.of(
          HttpHeaders.CACHE_CONTROL,
          "no-cache",
          "Content-Security-Policy",
          CONTENT_SECURITY_POLICY,
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
          "Referrer-Policy",
          "no-referrer",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY");

  private final ProblemWriter problems;

  JoinPageResource(ProblemWriter problems) {
    this.problems = problems;
  }

  /** The page, which asks what its link offers. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  @Public
  @Operation(hidden = true)
  public Uni<Response> page(@Context Request request) {
    return answer(PageFile.DOCUMENT, request);
  }

  /** The same page where somebody lands who has joined: it finds out who is signed in (INV-16). */
  @GET
  @Path("/welcome")
  @Produces(MediaType.TEXT_HTML)
  @Public
  @Operation(hidden = true)
  public Uni<Response> welcome(@Context Request request) {
    return answer(PageFile.DOCUMENT, request);
  }

  /** What the page loads. */
  @GET
  @Path("/{file}")
  @Produces({"text/css", "text/javascript", "image/svg+xml"})
  @Public
  @Operation(hidden = true)
  public Uni<Response> file(String file, @Context Request request) {
    return PageFile.loaded(file)
        .map(found -> answer(found, request))
        .orElseGet(() -> Uni.createFrom().item(problems.response(HttpProblems.NOT_FOUND)));
  }

  private static Uni<Response> answer(PageFile file, Request request) {
    ResponseBuilder response =
        Optional.ofNullable(request.evaluatePreconditions(file.tag()))
            .orElseGet(() -> Response.ok(file.content(), file.type()));
    HEADERS.forEach(response::header);
    return Uni.createFrom().item(response.tag(file.tag()).build());
  }
}
