package dev.rollcall.identity.joining;

import dev.rollcall.identity.JoiningRules;
import dev.rollcall.identity.JoiningRules.Offer;
import dev.rollcall.identity.joining.JoinCompany.Joined;
import dev.rollcall.identity.joining.JoinView.Settled;
import dev.rollcall.identity.keycloak.SignInLinks;
import dev.rollcall.identity.keycloak.SignInLinks.SignIn;
import dev.rollcall.identity.storage.Joinings.Attempt;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.access.ServiceOnly;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Joining, for invitation-service; the gateway never routes it. Bodies are neither logged nor
 * traced.
 */
@Tag(name = "Internal")
@Path("/internal")
public class JoinResource {

  /**
   * What is known of an address.
   *
   * @param exists whether somebody signs in with the address and would have to, in order to join
   */
  public record PersonView(boolean exists) {}

  /** Who is asked about. In a body, because query strings end up in logs. */
  public record PersonQuestion(@Nullable String email) {

    /** The address is nobody's to print. */
    @Override
    public String toString() {
      return "PersonQuestion[]";
    }
  }

  private final JoinCompany joinCompany;
  private final SettleJoin settleJoin;
  private final Logins logins;
  private final SignInLinks signInLinks;

  JoinResource(
      JoinCompany joinCompany, SettleJoin settleJoin, Logins logins, SignInLinks signInLinks) {
    this.joinCompany = joinCompany;
    this.settleJoin = settleJoin;
    this.logins = logins;
    this.signInLinks = signInLinks;
  }

  /** EVENTS.md, Join. The same id answers the same user, however often and however parallel. */
  @PUT
  @Path("/joins/{joinId}")
  @ServiceOnly("invitation-service")
  @Operation(summary = "An accepted invitation makes its user")
  @APIResponse(responseCode = "200", description = "The user, and where to sign in next")
  @APIResponse(responseCode = "403", description = "OTHER_PERSON: the login has another address")
  @APIResponse(
      responseCode = "409",
      description =
          "JOIN_CLOSED, INVITER_GONE, DOMAIN_BLOCKED, ALREADY_MEMBER, OFFICE_GONE, PERSON_EXISTS;"
              + " OFFICE_CLOSING, which may end well: try again")
  @APIResponse(
      responseCode = "422",
      description =
          "VALIDATION_FAILED; a weak password at /password, what else Keycloak refuses at its field,"
              + " a phone that the policy requires at /phone")
  @APIResponse(responseCode = "503", description = "LOGIN_UNAVAILABLE: Keycloak is away")
  public Uni<JoinView> join(UUID joinId, JoinRequest request) {
    return join(joinId, JoiningRules.read(request.wish()), request)
        .map(Answers::orProblem)
        .chain(this::answer);
  }

  private Uni<Outcome<Joined>> join(UUID joinId, Outcome<Offer> offer, JoinRequest request) {
    return Outcomes.chain(
        offer,
        wanted ->
            Outcomes.chain(
                Credentials.of(request.password(), request.personId(), request.attempt(joinId)),
                credentials ->
                    joinCompany.join(new Attempt(joinId, request.claim()), wanted, credentials)));
  }

  private Uni<JoinView> answer(Joined joined) {
    Uni<SignIn> signIn =
        joined.freshLogin() ? signInLinks.linkFor(joined.personId()) : signInLinks.ordinary();
    return signIn.map(next -> view(joined, next));
  }

  private static JoinView view(Joined joined, SignIn signIn) {
    return new JoinView(
        joined.userId(),
        joined.personId(),
        joined.droppedProducts().stream().map(Enum::name).sorted().toList(),
        signIn);
  }

  /** Says whether it has happened; if not, it never will. */
  @DELETE
  @Path("/joins/{joinId}")
  @ServiceOnly("invitation-service")
  @Operation(summary = "Settle a joining that nobody finished")
  @APIResponse(responseCode = "200", description = "Joined, or closed for ever")
  public Uni<Settled> settle(UUID joinId, @QueryParam("companyId") @Nullable UUID companyId) {
    return settleJoin.settle(
        joinId, Optional.ofNullable(companyId).orElse(CompanyTransaction.NO_COMPANY));
  }

  /** Whether a login must be used to accept an invitation to that address. */
  @POST
  @Path("/persons")
  @ServiceOnly("invitation-service")
  @Operation(summary = "Whether somebody has a login with an e-mail address")
  @APIResponse(responseCode = "200", description = "Whether")
  @APIResponse(responseCode = "503", description = "LOGIN_UNAVAILABLE: Keycloak is away")
  public Uni<PersonView> person(PersonQuestion question) {
    String email = question.email();
    return email == null || email.isBlank()
        ? Uni.createFrom().item(new PersonView(false))
        : logins.exists(email).map(PersonView::new);
  }
}
