package dev.rollcall.billing;

import java.util.Optional;
import java.util.UUID;

/**
 * What a process that wants a seat was last answered. Only the newest attempt counts: anything that
 * an older one says is too late (EVENTS.md, request topics).
 *
 * @param processId the invitation
 * @param attempt the newest that was heard of; 0 for none
 * @param licenseId what it holds, while GRANTED or ASSIGNED
 * @param userId who joined through it, also where that was heard of first
 * @param wish what it waits for, while WAITING
 * @param refusal why there was none, while REFUSED; empty where it was refused before that was kept
 * @param version answers published so far
 */
public record Seat(
    UUID companyId,
    UUID processId,
    int attempt,
    Status status,
    Optional<UUID> licenseId,
    Optional<UUID> userId,
    Optional<SeatWish> wish,
    Optional<String> refusal,
    long version) {

  /** Where the process stands. */
  public enum Status {
    /** Not asked for yet: something else was heard of the process first. */
    UNSEEN,
    /** Asked for, but the company or office is not known yet. */
    WAITING,
    /** A license is reserved. */
    GRANTED,
    /** There was none. */
    REFUSED,
    /** The attempt ended without a join; its license, if any, is free again. */
    RELEASED,
    /**
     * The license is the user's: the pivot is passed, and nothing releases it but their deletion.
     */
    ASSIGNED,
    /** The user has come and gone. */
    ENDED
  }

  /** A process that nothing was heard of. */
  public static Seat unseen(UUID companyId, UUID processId) {
    return new Seat(
        companyId,
        processId,
        0,
        Status.UNSEEN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  Seat holding(int forAttempt, Status next, UUID license) {
    return new Seat(
        companyId,
        processId,
        forAttempt,
        next,
        Optional.of(license),
        userId,
        Optional.empty(),
        Optional.empty(),
        version);
  }

  Seat without(int forAttempt, Status next) {
    return new Seat(
        companyId,
        processId,
        forAttempt,
        next,
        Optional.empty(),
        userId,
        Optional.empty(),
        Optional.empty(),
        version);
  }

  Seat refused(int forAttempt, String code) {
    return new Seat(
        companyId,
        processId,
        forAttempt,
        Status.REFUSED,
        Optional.empty(),
        userId,
        Optional.empty(),
        Optional.of(code),
        version);
  }

  Seat waiting(int forAttempt, SeatWish wanted) {
    return new Seat(
        companyId,
        processId,
        forAttempt,
        Status.WAITING,
        Optional.empty(),
        userId,
        Optional.of(wanted),
        Optional.empty(),
        version);
  }

  Seat joinedBy(UUID user) {
    return new Seat(
        companyId,
        processId,
        attempt,
        status,
        licenseId,
        Optional.of(user),
        wish,
        refusal,
        version);
  }

  Seat answered() {
    return new Seat(
        companyId, processId, attempt, status, licenseId, userId, wish, refusal, version + 1);
  }
}
