package dev.rollcall.invitation.issuing;

import dev.rollcall.invitation.listing.InvitationAnswers;
import dev.rollcall.invitation.listing.InvitationView;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Inviting over HTTP. */
@Path("/invitation/v1/companies/{companyId}/invitations")
@Tag(name = "Invitations")
public class InvitationResource {

  private final IssueInvitation issueInvitation;
  private final InvitationAnswers answers;
  private final CurrentCaller currentCaller;
  private final RequestKeys keys;

  InvitationResource(
      IssueInvitation issueInvitation,
      InvitationAnswers answers,
      CurrentCaller currentCaller,
      RequestKeys keys) {
    this.issueInvitation = issueInvitation;
    this.answers = answers;
    this.currentCaller = currentCaller;
    this.keys = keys;
  }

  @POST
  @RequiresPermission("invitations.create")
  @Operation(
      summary = "Invite somebody",
      description =
          "The mail leaves when a seat is reserved; Prefer: wait=N waits for that. A seat of source"
              + " PURCHASE buys a license, which takes billing.manage as well: the exact charge is"
              + " previewed with billing's quotes, and bound by passing the quote's id. The license"
              + " stays the company's, free and charged, when the invitation ends without a join;"
              + " sending it again takes that license again and never buys a second one.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = InvitationRequest.class),
              examples = {
                @ExampleObject(
                    name = "a seat that is there",
                    value =
                        """
                        {"firstName":"Bob","lastName":"Stone","email":"bob@acme.test","role":"USER",
                        "seat":{"source":"EXISTING"}}
                        """),
                @ExampleObject(
                    name = "a seat that is bought for the quoted price",
                    value =
                        """
                        {"firstName":"Bob","lastName":"Stone","email":"bob@acme.test","role":"USER",
                        "seat":{"source":"PURCHASE","licenseType":"TALK","plan":"PLUS",
                        "quoteId":"01999999-0000-7000-8000-00000000000a"}}
                        """)
              }))
  @APIResponse(responseCode = "201", description = "PENDING; the mail is on its way")
  @APIResponse(responseCode = "202", description = "REQUESTED; the seat is not settled yet")
  @APIResponse(responseCode = "401", description = "not signed in")
  @APIResponse(
      responseCode = "403",
      description =
          "ROLE_NOT_ALLOWED, OFFICE_NOT_ALLOWED, PURCHASE_NOT_ALLOWED, SIGNUP_LICENSE_REMOVED,"
              + " FORBIDDEN")
  @APIResponse(responseCode = "404", description = "no such company for the caller")
  @APIResponse(
      responseCode = "409",
      description =
          "NO_FREE_LICENSE, QUOTE_STALE, UNKNOWN_OFFICE, NO_PRICE,"
              + " COMPANY_SUSPENDED, ALREADY_INVITED, ALREADY_MEMBER, RESTORABLE")
  @APIResponse(
      responseCode = "422",
      description = "VALIDATION_FAILED, EMAIL_NOT_SUPPORTED, DOMAIN_BLOCKED")
  @APIResponse(responseCode = "429", description = "TOO_MANY_MAILS, TOO_MANY_INVITATIONS")
  @APIResponse(responseCode = "503", description = "COMPANY_UNAVAILABLE")
  public Uni<RestResponse<InvitationView>> invite(
      @PathParam("companyId") UUID companyId,
      @HeaderParam("Prefer") @Nullable String prefer,
      @NotNull InvitationRequest request) {
    Caller caller = currentCaller.get();
    return issueInvitation
        .issue(caller, request.draft(), keys.of(caller, request))
        .map(Answers::orProblem)
        .chain(created -> answers.invited(caller.company(), created, prefer));
  }
}
