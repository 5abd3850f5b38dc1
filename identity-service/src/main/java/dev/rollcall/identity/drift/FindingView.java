package dev.rollcall.identity.drift;

import dev.rollcall.identity.DriftFinding;
import dev.rollcall.identity.DriftFinding.Kind;
import dev.rollcall.identity.DriftFinding.Repair;
import dev.rollcall.identity.storage.DriftFindings.FindingLine;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that two services believe differently.
 *
 * @param service who believes it: billing, numbering, invitation, keycloak, or identity itself
 * @param subject the license, number (E.164), account, user or office that it is about
 * @param userId whose it is; null for a seat, a purchase and an office
 * @param invitationId which invitation's seat it is; null for all else
 * @param officeId which office it is; null for all else
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
    @Nullable UUID officeId,
    String believed,
    String known,
    @Nullable String repair) {

  static FindingView of(FindingLine line) {
    DriftFinding finding = line.finding();
    Repair repair = finding.kind().repair();
    boolean seat = repair == Repair.TELL_INVITATION;
    boolean purchase = repair == Repair.TELL_PURCHASE;
    boolean office = finding.kind().ofOffice();
    return new FindingView(
        line.id(),
        finding.kind(),
        finding.service(),
        finding.subject(),
        seat || purchase || office ? null : finding.owner(),
        seat ? finding.owner() : null,
        office ? finding.owner() : null,
        finding.believed(),
        finding.known(),
        line.repair());
  }
}
