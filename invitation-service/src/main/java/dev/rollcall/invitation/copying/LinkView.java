package dev.rollcall.invitation.copying;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A link to hand over; never printed.
 *
 * @param expiresAt when the invitation expires, and every link to it
 */
@Schema(description = "A link to hand over; a secret, told only once")
public record LinkView(
    @Schema(examples = "https://app.example.com/join#token=copied-kq0m…") String url,
    Instant expiresAt) {

  @Override
  public String toString() {
    return "LinkView[…]";
  }
}
