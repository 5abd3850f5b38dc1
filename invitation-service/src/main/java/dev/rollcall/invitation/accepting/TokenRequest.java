package dev.rollcall.invitation.accepting;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A link's token; never printed. */
@Schema(description = "The token of a link", requiredProperties = "token")
public record TokenRequest(
    @Schema(examples = "kq0m…", description = "what stands after #token= in the link")
        @Nullable String token) {

  @Override
  public String toString() {
    return "TokenRequest[…]";
  }
}
