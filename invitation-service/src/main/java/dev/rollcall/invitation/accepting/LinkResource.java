package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.Acceptance;
import dev.rollcall.invitation.Acceptance.Accepter;
import dev.rollcall.invitation.Link;
import dev.rollcall.invitation.Offer;
import dev.rollcall.invitation.accepting.AcceptInvitation.Welcome;
import dev.rollcall.invitation.accepting.LookUpInvitation.Found;
import dev.rollcall.invitation.identity.Identity.Credentials;
import dev.rollcall.invitation.identity.JoinOutcome;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.web.access.CurrentPerson;
import dev.rollcall.platform.web.access.CurrentPerson.Person;
import dev.rollcall.platform.web.access.Public;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What the invited person does, without sign-in; only POST, so that nothing that merely fetches a
 * link uses it up (INV-7).
 */
@Path("/invitation/v1/invitations")
@Tag(name = "Joining")
public class LinkResource {

  /** The codes of a link that is dead. */
  static final String DEAD_LINK =
      "INVITATION_EXPIRED, INVITATION_USED, INVITATION_REVOKED, INVITATION_DECLINED,"
          + " LINK_REPLACED, LINK_DEAD";

  private final LookUpInvitation lookUpInvitation;
  private final AcceptInvitation acceptInvitation;
  private final DeclineInvitation declineInvitation;
  private final CurrentPerson currentPerson;

  LinkResource(
      LookUpInvitation lookUpInvitation,
      AcceptInvitation acceptInvitation,
      DeclineInvitation declineInvitation,
      CurrentPerson currentPerson) {
    this.lookUpInvitation = lookUpInvitation;
    this.acceptInvitation = acceptInvitation;
    this.declineInvitation = declineInvitation;
    this.currentPerson = currentPerson;
  }

  /**
   * What a link offers.
   *
   * @param email masked
   * @param personExists whether somebody has a login with that e-mail: then sign in, else choose a
   *     password; null for a copied link, where accept says it (SIGN_IN_REQUIRED) once the code was
   *     right
   * @param phoneRequired whether accepting needs a {@code phone}: the company asks for one and the
   *     invitation has none (INV-1)
   * @param codeRequired for copied links (INV-10): accepting needs the code that {@code codes}
   *     mails
   */
  @Schema(description = "What a link offers")
  public record OfferView(
      CompanyName company,
      @Schema(description = "name of who invites") @Nullable String inviter,
      @Nullable String firstName,
      @Nullable String lastName,
      @Schema(examples = "b***@acme.test") String email,
      Instant expiresAt,
      @Schema(
              description =
                  "whether that address has a login; null where codeRequired: accept answers"
                      + " SIGN_IN_REQUIRED to the right code")
          @Nullable Boolean personExists,
      boolean phoneRequired,
      boolean codeRequired) {

    static OfferView of(Found found) {
      Offer.Invitee invitee = found.pending().offer().invitee();
      return new OfferView(
          new CompanyName(found.pending().offer().companyId(), found.company()),
          found.inviter().orElse(null),
          invitee.firstName(),
          invitee.lastName(),
          invitee.address().masked(),
          found.pending().expiresAt(),
          found.personExists(),
          found.phoneRequired(),
          found.link() instanceof Link.Copied);
    }
  }

  /** The company that invites. */
  public record CompanyName(UUID id, String name) {}

  /** The new member. */
  @Schema(description = "Welcome")
  public record WelcomeView(
      UUID companyId,
      UUID userId,
      @Schema(description = "signs the person in once; null where an ordinary sign-in is due")
          @Nullable SignInView signIn,
      @Schema(description = "chosen when inviting, no longer enabled in the company")
          List<String> droppedProducts) {

    static WelcomeView of(Welcome welcome) {
      return new WelcomeView(
          welcome.companyId(),
          welcome.userId(),
          welcome.signIn().map(SignInView::of).orElse(null),
          welcome.droppedProducts());
    }
  }

  /** A link to open at once, in the browser of the person (INV-16). */
  public record SignInView(String url, @Nullable Instant expiresAt) {

    static SignInView of(JoinOutcome.SignIn signIn) {
      return new SignInView(signIn.url(), signIn.expiresAt());
    }

    @Override
    public String toString() {
      return "SignInView[…]";
    }
  }

  @POST
  @Path("/lookup")
  @Public
  @Operation(summary = "What a link offers")
  @APIResponse(responseCode = "200", description = "the offer")
  @APIResponse(responseCode = "409", description = "IN_PROGRESS")
  @APIResponse(responseCode = "410", description = DEAD_LINK)
  @APIResponse(responseCode = "422", description = "without a token")
  @APIResponse(responseCode = "429", description = "TOO_MANY_CALLS")
  @APIResponse(responseCode = "503", description = "IDENTITY_UNAVAILABLE")
  public Uni<OfferView> lookUp(@NotNull TokenRequest request) {
    return lookUpInvitation.lookUp(request.token()).map(Answers::orProblem).map(OfferView::of);
  }

  @POST
  @Path("/accept")
  @Public
  @Operation(
      summary = "Accept an invitation",
      description =
          "A newcomer gives a password. Whoever has a login calls it with a bearer token, which is"
              + " the consent.")
  @APIResponse(responseCode = "201", description = "joined")
  @APIResponse(
      responseCode = "403",
      description =
          "WRONG_PERSON, EMAIL_NOT_VERIFIED; for copied links CODE_REQUIRED, CODE_INVALID (with"
              + " triesLeft), CODE_LOCKED; the link lives on")
  @APIResponse(
      responseCode = "409",
      description =
          "IN_PROGRESS, SIGN_IN_REQUIRED (of a copied link only with the right code), INVITER_GONE, DOMAIN_BLOCKED, ALREADY_MEMBER,"
              + " OFFICE_GONE, OFFICE_CLOSING (try again); the link lives on")
  @APIResponse(responseCode = "410", description = DEAD_LINK)
  @APIResponse(
      responseCode = "422",
      description = "VALIDATION_FAILED, the password policy included; the link lives on")
  @APIResponse(responseCode = "429", description = "TOO_MANY_CALLS")
  @APIResponse(responseCode = "503", description = "IDENTITY_UNAVAILABLE; try again")
  public Uni<RestResponse<WelcomeView>> accept(@NotNull AcceptRequest request) {
    Optional<Person> person = currentPerson.find();
    return acceptInvitation
        .accept(
            request.token(),
            request.code(),
            acceptance(request, person),
            credentials(request, person))
        .map(Answers::orProblem)
        .map(WelcomeView::of)
        .map(view -> ResponseBuilder.<WelcomeView>create(201).entity(view).build());
  }

  @POST
  @Path("/decline")
  @Public
  @Operation(summary = "Decline an invitation")
  @APIResponse(responseCode = "204", description = "declined")
  @APIResponse(responseCode = "409", description = "IN_PROGRESS")
  @APIResponse(responseCode = "410", description = DEAD_LINK)
  @APIResponse(responseCode = "422", description = "without a token")
  @APIResponse(responseCode = "429", description = "TOO_MANY_CALLS")
  public Uni<RestResponse<Void>> decline(@NotNull TokenRequest request) {
    return declineInvitation
        .decline(request.token())
        .map(Answers::orProblem)
        .map(declined -> RestResponse.noContent());
  }

  private Acceptance acceptance(AcceptRequest request, Optional<Person> person) {
    return new Acceptance(
        request.firstName(),
        request.lastName(),
        request.phone(),
        person
            .<Accepter>map(this::signedIn)
            .orElseGet(() -> new Accepter.Newcomer(request.hasPassword())));
  }

  private Accepter signedIn(Person person) {
    return new Accepter.Person(
        person.id(),
        person.emailVerified(),
        EmailAddress.read(person.email()),
        person.firstName(),
        person.lastName());
  }

  private static Credentials credentials(AcceptRequest request, Optional<Person> person) {
    return person
        .map(known -> new Credentials(null, known.id()))
        .orElseGet(() -> new Credentials(request.password(), null));
  }
}
