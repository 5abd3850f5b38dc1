package dev.rollcall.identity.access;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.rollcall.identity.Company;
import dev.rollcall.identity.events.CompanyState;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Memberships;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.access.Membership;
import dev.rollcall.platform.web.access.ServiceOnly;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the other services ask when their views may be behind; the gateway never routes it. */
@Tag(name = "Internal")
@Path("/internal")
public class AccessResource {

  /**
   * A company as its events tell it, and the version of the newest.
   *
   * @param version of the aggregate
   */
  public record CompanyAnswer(long version, @JsonUnwrapped CompanyState state) {}

  private final Memberships memberships;
  private final CompanyTransaction tx;
  private final Companies companies;
  private final Offices offices;

  AccessResource(
      Memberships memberships, CompanyTransaction tx, Companies companies, Offices offices) {
    this.memberships = memberships;
    this.tx = tx;
    this.companies = companies;
    this.offices = offices;
  }

  /** A membership, active or deleted, by person or by user. */
  @GET
  @Path("/access")
  @ServiceOnly({"invitation-service", "numbering-service", "billing-service"})
  @Operation(summary = "The membership of a person, or of a user, in a company")
  @APIResponse(responseCode = "200", description = "The membership, active or deleted")
  @APIResponse(responseCode = "404", description = "Never a member, or no such company")
  @APIResponse(responseCode = "422", description = "companyId, and personId or userId, are needed")
  public Uni<MembershipView> access(
      @QueryParam("personId") @Nullable UUID personId,
      @QueryParam("userId") @Nullable UUID userId,
      @QueryParam("companyId") @Nullable UUID companyId) {
    return find(personId, userId, companyId).map(Answers::orProblem).map(MembershipView::of);
  }

  private Uni<Outcome<Membership>> find(
      @Nullable UUID personId, @Nullable UUID userId, @Nullable UUID companyId) {
    if (companyId == null) {
      return Uni.createFrom()
          .item(Outcome.refused(Refusal.invalid("/?companyId", "Must be given.")));
    }
    if (personId != null) {
      return memberships.find(personId, companyId).map(Outcomes::orNotFound);
    }
    if (userId != null) {
      return memberships.ofUser(userId, companyId).map(Outcomes::orNotFound);
    }
    return Uni.createFrom()
        .item(Outcome.refused(Refusal.invalid("/?personId", "Or userId must be given.")));
  }

  /** A company that a service does not know yet. */
  @GET
  @Path("/companies/{companyId}")
  @ServiceOnly({"invitation-service", "numbering-service", "billing-service"})
  @Operation(summary = "A company's full state, as rollcall.company.v1 tells it, and its version")
  @APIResponse(responseCode = "200", description = "The state")
  @APIResponse(responseCode = "404", description = "No such company")
  public Uni<CompanyAnswer> company(UUID companyId) {
    return tx.within(companyId, () -> companies.find(companyId).chain(this::withOffices))
        .map(Outcomes::orNotFound)
        .map(Answers::orProblem);
  }

  private Uni<Optional<CompanyAnswer>> withOffices(Optional<Company> found) {
    return found.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : answer(found.get()).map(Optional::of);
  }

  private Uni<CompanyAnswer> answer(Company company) {
    return offices
        .all(company.id())
        .map(all -> new CompanyAnswer(company.version(), CompanyState.of(company, all)));
  }
}
