package dev.rollcall.identity.drift;

import dev.rollcall.identity.DriftFinding;
import dev.rollcall.identity.audit.Audit;
import dev.rollcall.identity.audit.Audit.Deed;
import dev.rollcall.identity.audit.AuditEntry.Subject;
import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.offices.RepairOffice;
import dev.rollcall.identity.storage.DriftFindings.FindingLine;
import dev.rollcall.identity.storage.DriftRepairs;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.ResultLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repairs one finding, a round at a time: has its owner told again, or says what became of it. What
 * is settled is noted in the operation and audited, once.
 */
@ApplicationScoped
class RepairFinding {

  private static final String NOT_REPAIRED = "NOT_REPAIRED";

  private final CompanyTransaction tx;
  private final DriftRepairs repairs;
  private final Operations operations;
  private final LookForDrift look;
  private final ResyncOwner resync;
  private final RepairOffice office;
  private final Audit audit;
  private final int attempts;
  private final Clock realClock = Clock.systemUTC();

  RepairFinding(
      CompanyTransaction tx,
      DriftRepairs repairs,
      Operations operations,
      LookForDrift look,
      ResyncOwner resync,
      RepairOffice office,
      Audit audit,
      IdentityConfig config) {
    this.tx = tx;
    this.repairs = repairs;
    this.operations = operations;
    this.look = look;
    this.resync = resync;
    this.office = office;
    this.audit = audit;
    this.attempts = config.drift().attempts();
  }

  /** Looks whether it is still there, and has its owner told again if so. */
  Uni<Void> repair(Round round, FindingLine line) {
    return look.still(round.company(), line.finding())
        .chain(still -> still ? askAgain(round, line) : gone(round, line));
  }

  private Uni<Void> gone(Round round, FindingLine line) {
    return settled(round, line, round.number() == 0 ? "GONE" : "REPAIRED", null);
  }

  private Uni<Void> askAgain(Round round, FindingLine line) {
    return round.number() >= attempts
        ? settled(round, line, NOT_REPAIRED, "STILL_THERE")
        : ask(round, line);
  }

  private Uni<Void> ask(Round round, FindingLine line) {
    DriftFinding finding = line.finding();
    return switch (finding.kind().repair()) {
      case TELL_USER ->
          tx.within(
              round.company(),
              () ->
                  resync
                      .user(round.company(), finding)
                      .chain(told -> asked(round, line, told, "UNKNOWN_USER")));
      case RECONCILE_ACCOUNT ->
          tx.within(
              round.company(),
              () ->
                  resync
                      .account(round.company(), finding)
                      .chain(told -> asked(round, line, told, "UNKNOWN_USER")));
      case TELL_INVITATION ->
          resync
              .invitation(round.company(), finding)
              .chain(
                  told ->
                      tx.within(
                          round.company(), () -> asked(round, line, told, "UNKNOWN_INVITATION")));
      case TELL_PURCHASE ->
          resync
              .purchase(round.company(), finding)
              .chain(
                  told ->
                      tx.within(
                          round.company(), () -> asked(round, line, told, "UNKNOWN_PURCHASE")));
      case REOPEN_OFFICE ->
          ofOffice(round, line, () -> office.reopen(round.company(), finding.owner()));
      case RESUME_CLOSING ->
          ofOffice(round, line, () -> office.resumeClosing(round.company(), finding.owner()));
      case TELL_COMPANY ->
          ofOffice(round, line, () -> office.publish(round.company(), finding.owner()));
      case NONE -> settled(round, line, NOT_REPAIRED, "ACCOUNT_MISSING");
    };
  }

  private Uni<Void> ofOffice(Round round, FindingLine line, Supplier<Uni<Boolean>> repair) {
    return tx.within(
        round.company(),
        () -> repair.get().chain(told -> asked(round, line, told, "UNKNOWN_OFFICE")));
  }

  private Uni<Void> asked(Round round, FindingLine line, boolean told, String problem) {
    return told
        ? repairs.asked(round.company(), line, round.number() + 1)
        : settle(round, line, NOT_REPAIRED, problem);
  }

  private Uni<Void> settled(
      Round round, FindingLine line, String outcome, @Nullable String problem) {
    return tx.within(round.company(), () -> settle(round, line, outcome, problem));
  }

  private Uni<Void> settle(
      Round round, FindingLine line, String outcome, @Nullable String problem) {
    return repairs
        .repaired(round.company(), line, outcome)
        .chain(first -> first ? note(round, line, outcome, problem) : nothing());
  }

  private Uni<Void> note(Round round, FindingLine line, String outcome, @Nullable String problem) {
    return operations
        .note(
            round.company(),
            round.operationId(),
            new ResultLine(line.id().toString(), outcome, problem),
            realClock.instant())
        .chain(() -> audit.record(round.asked(), deed(round, line, outcome)));
  }

  private static Deed deed(Round round, FindingLine line, String outcome) {
    DriftFinding finding = line.finding();
    return new Deed(
        "drift.repaired",
        new Subject(subjectType(finding.kind()), finding.subject()),
        Map.of(
            "kind", finding.kind().name(),
            "service", finding.service(),
            "ownerId", finding.owner().toString(),
            "believed", finding.believed(),
            "known", finding.known()),
        Map.of("outcome", outcome, "operationId", round.operationId().toString()));
  }

  private static String subjectType(DriftFinding.Kind kind) {
    return switch (kind) {
      case STALE_VIEW, MEMBER_WITHOUT_LICENSE -> "user";
      case LICENSE_OF_NO_MEMBER, SEAT_OF_ENDED_INVITATION -> "license";
      case SEAT_ANSWER_LOST -> "invitation";
      case NUMBER_OF_NO_MEMBER, NUMBER_HELD_FOR_ACTIVE_MEMBER, CHARGE_ANSWER_LOST -> "number";
      case ACCOUNT_ENABLED_WITHOUT_MEMBERSHIP, ACCOUNT_DISABLED_WITH_MEMBERSHIP, ACCOUNT_MISSING ->
          "account";
      case LICENSES_IN_DELETED_OFFICE,
          NUMBERS_IN_DELETED_OFFICE,
          INVITATIONS_IN_DELETED_OFFICE,
          USERS_IN_DELETED_OFFICE,
          OFFICE_STUCK_CLOSING,
          STALE_OFFICE ->
          "office";
    };
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
