package dev.rollcall.invitation;

import dev.rollcall.invitation.Invitation.Requested;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.text.EmailAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What becomes of the rows of a batch before anybody is invited (INV-12). */
public final class BatchRules {

  /** How a preview calls a row. */
  public enum RowClass {
    READY,
    MALFORMED,
    DUPLICATE_IN_BATCH,
    ALREADY_INVITED,
    ALREADY_MEMBER,
    DOMAIN_BLOCKED,
    /** Refused for another reason, which its problem names. */
    REFUSED
  }

  /**
   * A row as it was asked for.
   *
   * @param position in the batch, from 1
   * @param subject how results name it: its line, and where a line holds several, which of them
   * @param line of the text, or place in the list, from 1
   * @param draft with the batch's defaults in it
   * @param address empty for one that can't be read
   */
  public record Asked(
      int position, String subject, int line, Draft draft, Optional<EmailAddress> address) {

    private Optional<String> key() {
      return address.map(EmailAddress::key);
    }
  }

  /**
   * A row with what inviting it would come to now.
   *
   * @param refusal empty for one that is READY
   */
  public record Classified(Asked asked, RowClass rowClass, Optional<Refusal> refusal) {}

  /** Stands for the id of an invitation that is decided on, but not made. */
  private static final UUID NOT_MADE = new UUID(0, 0);

  private BatchRules() {}

  /**
   * What is wrong with the defaults themselves; what they leave to the rows is not.
   *
   * @param complete whether the rows bring nothing but addresses and names
   */
  public static List<Violation> defaults(
      Draft defaults, boolean complete, Inviter inviter, Company company) {
    UUID office =
        Optional.ofNullable(defaults.officeId()).orElse(DraftRules.defaultOffice(inviter, company));
    return DraftRules.violations(
            defaults, Optional.empty(), Completeness.PROFILE_LATER, company, office)
        .stream()
        .filter(violation -> !violation.pointer().equals("/email"))
        .filter(violation -> complete || isGiven(violation, defaults))
        .toList();
  }

  private static boolean isGiven(Violation violation, Draft defaults) {
    return switch (violation.pointer()) {
      case "/role" -> defaults.role() != null;
      case "/seat/source" -> defaults.seatSource() != null;
      default -> true;
    };
  }

  /**
   * Each row with its class; of rows with one address the first that is READY counts.
   *
   * @param known what the addresses are in the company, by their key; nobody's is left out
   */
  public static List<Classified> classify(
      List<Asked> rows, Inviter inviter, Company company, Map<String, KnownAs> known, Instant now) {
    Map<String, Integer> lines = new HashMap<>();
    List<Classified> found = new ArrayList<>();
    for (Asked row : rows) {
      Optional<Refusal> refusal =
          row.key()
              .flatMap(key -> Optional.ofNullable(lines.get(key)))
              .map(Refusals::duplicateInBatch)
              .or(() -> refusal(row, inviter, company, known, now));
      if (refusal.isEmpty()) {
        row.key().ifPresent(key -> lines.put(key, row.line()));
      }
      found.add(
          new Classified(row, refusal.map(BatchRules::rowClass).orElse(RowClass.READY), refusal));
    }
    return found;
  }

  private static Optional<Refusal> refusal(
      Asked row, Inviter inviter, Company company, Map<String, KnownAs> known, Instant now) {
    KnownAs address =
        row.key()
            .flatMap(key -> Optional.ofNullable(known.get(key)))
            .orElseGet(KnownAs.Nobody::new);
    Outcome<Requested> decided =
        InvitationRules.issue(
            row.draft(),
            row.address(),
            Completeness.PROFILE_LATER,
            inviter,
            company,
            address,
            NOT_MADE,
            now);
    return decided.fold(requested -> Optional.empty(), Optional::of);
  }

  private static RowClass rowClass(Refusal refusal) {
    return switch (refusal.code()) {
      case "VALIDATION_FAILED", Refusals.EMAIL_NOT_SUPPORTED -> RowClass.MALFORMED;
      case Refusals.DUPLICATE_IN_BATCH -> RowClass.DUPLICATE_IN_BATCH;
      case "ALREADY_INVITED" -> RowClass.ALREADY_INVITED;
      case "ALREADY_MEMBER" -> RowClass.ALREADY_MEMBER;
      case "DOMAIN_BLOCKED" -> RowClass.DOMAIN_BLOCKED;
      default -> RowClass.REFUSED;
    };
  }
}
