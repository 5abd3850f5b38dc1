package dev.rollcall.identity.people;

import dev.rollcall.identity.people.MeView.MembershipView;
import dev.rollcall.identity.storage.CompanyFacts;
import dev.rollcall.identity.storage.Memberships;
import dev.rollcall.platform.web.access.CurrentPerson;
import dev.rollcall.platform.web.access.CurrentPerson.Person;
import dev.rollcall.platform.web.access.Membership;
import dev.rollcall.platform.web.access.SignedIn;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The signed-in person and the companies they are an active member of (CO-4). */
@Tag(name = "People")
@Path("/identity/v1/me")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

  private final CurrentPerson currentPerson;
  private final Memberships memberships;
  private final CompanyFacts companies;

  MeResource(CurrentPerson currentPerson, Memberships memberships, CompanyFacts companies) {
    this.currentPerson = currentPerson;
    this.memberships = memberships;
    this.companies = companies;
  }

  @GET
  @SignedIn
  @Operation(summary = "Who is signed in, and their memberships")
  @APIResponse(responseCode = "200", description = "The person; no membership is an empty list")
  @APIResponse(responseCode = "401", description = "Not signed in")
  public Uni<MeView> me() {
    Person person = currentPerson.get();
    return memberships
        .activeOf(person.id())
        .onItem()
        .transformToMulti(active -> Multi.createFrom().iterable(active))
        .onItem()
        .transformToUniAndConcatenate(this::view)
        .collect()
        .asList()
        .map(views -> view(person, views));
  }

  private Uni<MembershipView> view(Membership membership) {
    return companies.name(membership.companyId()).map(name -> view(membership, name));
  }

  private static MembershipView view(Membership membership, String companyName) {
    return new MembershipView(
        membership.companyId(),
        companyName,
        membership.userId(),
        membership.role(),
        membership.grants().keySet().stream().sorted().toList(),
        membership.officeId());
  }

  private static MeView view(Person person, List<MembershipView> memberships) {
    return new MeView(
        person.id(), person.email(), person.firstName(), person.lastName(), memberships, null);
  }
}
