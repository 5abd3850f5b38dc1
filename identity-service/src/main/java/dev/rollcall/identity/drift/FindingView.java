package dev.rollcall.identity.drift;

import dev.rollcall.identity.DriftFinding;
import dev.rollcall.identity.DriftFinding.Kind;
import dev.rollcall.identity.storage.DriftFindings.FindingLine;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that two services believe differently.
 *
 * @param service who believes it: billing, numbering, invitation or keycloak
 * @param subject the license, number (E.164), account or user that it is about
 * @param userId whose it is; null for a seat
 * @param invitationId which invitation's seat it is; null for all else
 * @param believed what that service believes
 * @param known what the owner says
 * @param repair RUNNING, REPAIRED, GONE (by itself) or NOT_REPAIRED; null where none was asked for
 */
public record FindingView(
    UUID id,
    Kind kind,
    String service,
    String subject,
    @Nullable UUID userId,
    @Nullable UUID invitationId,
    String believed,
    String known,
    @Nullable String repair) {

  static FindingView of(FindingLine line) {
    DriftFinding finding = line.finding();
    boolean seat = finding.kind() == Kind.SEAT_OF_ENDED_INVITATION;
    return new FindingView(
        line.id(),
        finding.kind(),
        finding.service(),
        finding.subject(),
        seat ? null : finding.owner(),
        seat ? finding.owner() : null,
        finding.believed(),
        finding.known(),
        line.repair());
  }
}
