package dev.rollcall.identity.people;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The signed-in person (CO-4).
 *
 * @param id of the login, the token's subject
 * @param memberships active ones only, oldest company first
 * @param nextCursor for those that are on the next page; null on the last
 * @param proxy the proxy session that the request runs under; null where there is none
 */
public record MeView(
    UUID id,
    @Schema(examples = "ada@acme.test") String email,
    @Schema(examples = "Ada") String firstName,
    @Schema(examples = "Lovelace") String lastName,
    List<MembershipView> memberships,
    @Nullable String nextCursor,
    @Nullable ProxyView proxy) {

  /**
   * One company that they are an active member of.
   *
   * @param permissions names of the catalogue (USR-1)
   */
  public record MembershipView(
      UUID companyId,
      @Schema(examples = "Acme") String companyName,
      UUID userId,
      @Schema(examples = "COMPANY_ADMIN") String role,
      List<String> permissions,
      UUID officeId) {}

  /** Enough to draw the banner of a proxy session (USR-11). */
  public record ProxyView(UUID id, UUID userId, String banner) {}
}
