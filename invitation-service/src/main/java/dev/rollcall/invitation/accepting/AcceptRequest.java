package dev.rollcall.invitation.accepting;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An acceptance (INV-14); never printed.
 *
 * @param password what a newcomer chooses; ignored for a person who is signed in
 * @param code what was mailed to the invited address; for copied links (INV-10)
 */
@Schema(description = "Accepts an invitation", requiredProperties = "token")
public record AcceptRequest(
    @Schema(description = "what stands after #token= in the link") @Nullable String token,
    @Schema(format = "password", description = "required of a newcomer") @Nullable String password,
    @Schema(maxLength = 100, description = "where the invitation has none, or to correct it")
        @Nullable String firstName,
    @Schema(maxLength = 100) @Nullable String lastName,
    @Schema(description = "E.164; where the company asks for one") @Nullable String phone,
    @Schema(examples = "12345678", description = "for copied links: what codes mailed")
        @Nullable String code) {

  boolean hasPassword() {
    return password != null && !password.isEmpty();
  }

  @Override
  public String toString() {
    return "AcceptRequest[…]";
  }
}
