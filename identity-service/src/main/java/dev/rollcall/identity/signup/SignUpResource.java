package dev.rollcall.identity.signup;

import dev.rollcall.identity.CompanyRules.Founder;
import dev.rollcall.identity.companies.CompanyPage;
import dev.rollcall.identity.companies.CompanyView;
import dev.rollcall.identity.companies.ReadCompany;
import dev.rollcall.identity.signup.SignUpCompany.Made;
import dev.rollcall.platform.web.access.CurrentPerson;
import dev.rollcall.platform.web.access.CurrentPerson.Person;
import dev.rollcall.platform.web.access.SignedIn;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.idempotency.Replays;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Signing up (CO-1). */
@Tag(name = "Companies")
@Path("/identity/v1/companies")
public class SignUpResource {

  private final CurrentPerson currentPerson;
  private final RequestKeys requestKeys;
  private final SignUpCompany signUpCompany;
  private final ReadCompany readCompany;

  SignUpResource(
      CurrentPerson currentPerson,
      RequestKeys requestKeys,
      SignUpCompany signUpCompany,
      ReadCompany readCompany) {
    this.currentPerson = currentPerson;
    this.requestKeys = requestKeys;
    this.signUpCompany = signUpCompany;
    this.readCompany = readCompany;
  }

  /** CO-1, CO-5. */
  @POST
  @SignedIn
  @Operation(summary = "Sign up a company; the caller becomes its first company admin")
  @APIResponse(responseCode = "201", description = "The new company, with Location and ETag")
  @APIResponse(
      responseCode = "404",
      description = "The Idempotency-Key is that of a company that the caller has left")
  @APIResponse(responseCode = "422", description = "VALIDATION_FAILED, IDEMPOTENCY_KEY_REUSED")
  @APIResponse(
      responseCode = "429",
      description =
          "TOO_MANY_COMPANIES: one person signs up so many in a day; Retry-After says how long that"
              + " is still")
  public Uni<RestResponse<CompanyView>> signUp(SignUpRequest request) {
    Person person = currentPerson.get();
    var founder = new Founder(person.id(), person.firstName(), person.lastName(), person.email());
    return signUpCompany
        .signUp(request.wish(), founder, requestKeys.of(person.id(), request))
        .map(Answers::orProblem)
        .chain(this::answer);
  }

  private Uni<RestResponse<CompanyView>> answer(Made made) {
    return readCompany.read(made.company()).map(Answers::orProblem).map(page -> answer(page, made));
  }

  private static RestResponse<CompanyView> answer(CompanyPage page, Made made) {
    ResponseBuilder<CompanyView> answer =
        ResponseBuilder.<CompanyView>create(RestResponse.Status.CREATED)
            .entity(CompanyView.of(page, made.withBillingEmail()))
            .header(HttpHeaders.LOCATION, "/identity/v1/companies/" + page.company().id())
            .header(HttpHeaders.ETAG, Versions.etag(page.company().version()));
    return Replays.mark(answer, made.replayed()).build();
  }
}
