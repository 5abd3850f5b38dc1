package dev.rollcall.invitation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An invitation, one type per state (INV-13). A transition is a method of the state that it leaves
 * and answers the state that it reaches, so that a wrong one doesn't compile.
 */
public sealed interface Invitation {

  /** What is offered, to whom. */
  Offer offer();

  /** The name of this state. */
  Status status();

  /** Ends that give the seat back; a resend may follow some of them. */
  sealed interface Ended extends Invitation permits Reopenable, Revoked, Declined, Refused {}

  /** Ends that a resend opens again (INV-13). */
  sealed interface Reopenable extends Ended permits Expired, Bounced {

    /** When the last link ended. */
    Instant expiresAt();

    /** Why the seat for a resend was refused, where it was. */
    Optional<String> refusal();

    /** Asks for a new seat on behalf of that inviter. */
    default Requested reopen(UUID inviter) {
      return new Requested(offer().nextAttempt().answeredForBy(inviter), Origin.of(this));
    }
  }

  /** Where a request for a seat comes from, and so where a refusal leads back to. */
  sealed interface Origin {

    /** A new invitation. */
    record New() implements Origin {}

    /** A resend of one that had ended. */
    record Again(Status status, Instant expiresAt) implements Origin {}

    private static Origin of(Reopenable ended) {
      return new Again(ended.status(), ended.expiresAt());
    }
  }

  /** Waits for billing to reserve a seat; no mail has left for it (INV-6). */
  record Requested(Offer offer, Origin origin) implements Invitation {

    @Override
    public Status status() {
      return Status.REQUESTED;
    }

    /**
     * The seat is reserved: a link is made for it.
     *
     * @param joinId never used before: the one of an earlier opening may be closed
     */
    public Pending open(UUID licenseId, Instant expiresAt, UUID joinId) {
      return new Pending(offer.nextLink(), licenseId, expiresAt, joinId);
    }

    /** No seat: a new invitation ends, one that was resent is again what it was. */
    public Ended refuse(String code) {
      return switch (origin) {
        case Origin.New() -> new Refused(offer, code);
        case Origin.Again(Status status, Instant expiresAt) ->
            status == Status.BOUNCED
                ? new Bounced(offer, expiresAt, Optional.of(code))
                : new Expired(offer, expiresAt, Optional.of(code));
      };
    }

    public Revoked revoke() {
      return new Revoked(offer);
    }
  }

  /**
   * A seat is reserved and a link is out.
   *
   * @param joinId the id under which identity is asked to join; a new one with every opening, and
   *     after identity has closed the last
   */
  record Pending(Offer offer, UUID licenseId, Instant expiresAt, UUID joinId)
      implements Invitation {

    @Override
    public Status status() {
      return Status.PENDING;
    }

    /** Whether the link still works at that instant; at {@code expiresAt} itself it doesn't. */
    public boolean liveAt(Instant now) {
      return now.isBefore(expiresAt);
    }

    /** The person is a user, though nobody holds the claim any more. */
    public Accepted accept(UUID userId) {
      return new Accepted(offer, licenseId, expiresAt, userId);
    }

    public Accepting claim(Offer completed, Claim claim) {
      return new Accepting(this, completed, claim);
    }

    /** A new link; the seat stays. */
    public Pending resend(UUID inviter, Instant newExpiry) {
      return new Pending(offer.nextLink().answeredForBy(inviter), licenseId, newExpiry, joinId);
    }

    public Expired expire() {
      return new Expired(offer, expiresAt, Optional.empty());
    }

    public Revoked revoke() {
      return new Revoked(offer);
    }

    public Declined decline() {
      return new Declined(offer);
    }

    public Bounced bounce() {
      return new Bounced(offer, expiresAt, Optional.empty());
    }
  }

  /**
   * One acceptance is under way at identity; nobody else may touch the invitation.
   *
   * @param pending what it goes back to, unchanged, when nobody joined
   * @param completed the offer as it will have been accepted: the profile filled in, without the
   *     products that the company no longer has (INV-3)
   */
  record Accepting(Pending pending, Offer completed, Claim claim) implements Invitation {

    @Override
    public Offer offer() {
      return pending.offer();
    }

    @Override
    public Status status() {
      return Status.ACCEPTING;
    }

    /** Identity refused, and will not join under this call any more: the link lives on. */
    public Pending release() {
      return pending;
    }

    /** Identity has closed the join id for ever: the next acceptance takes a new one. */
    public Pending releaseClosed(UUID nextJoinId) {
      return new Pending(pending.offer(), pending.licenseId(), pending.expiresAt(), nextJoinId);
    }

    public Accepted accept(UUID userId) {
      return new Accepted(completed, pending.licenseId(), pending.expiresAt(), userId);
    }
  }

  /** Identity has made the membership; the user's event has not come back yet. */
  record Accepted(Offer offer, UUID licenseId, Instant expiresAt, UUID userId)
      implements Invitation {

    @Override
    public Status status() {
      return Status.ACCEPTED;
    }

    public Joined join() {
      return new Joined(offer, licenseId, expiresAt, userId);
    }
  }

  /** The person is a user of the company. */
  record Joined(Offer offer, UUID licenseId, Instant expiresAt, UUID userId) implements Invitation {

    @Override
    public Status status() {
      return Status.JOINED;
    }
  }

  /** Billing refused the seat. */
  record Refused(Offer offer, String code) implements Ended {

    @Override
    public Status status() {
      return Status.REFUSED;
    }
  }

  /** The link's time was up (INV-8). */
  record Expired(Offer offer, Instant expiresAt, Optional<String> refusal) implements Reopenable {

    @Override
    public Status status() {
      return Status.EXPIRED;
    }
  }

  /** An admin took it back. */
  record Revoked(Offer offer) implements Ended {

    @Override
    public Status status() {
      return Status.REVOKED;
    }
  }

  /** The invited person said no. */
  record Declined(Offer offer) implements Ended {

    @Override
    public Status status() {
      return Status.DECLINED;
    }
  }

  /** The mail server said for good that it doesn't take mail for the address. */
  record Bounced(Offer offer, Instant expiresAt, Optional<String> refusal) implements Reopenable {

    @Override
    public Status status() {
      return Status.BOUNCED;
    }
  }

  /**
   * The right to finish an acceptance.
   *
   * @param until real time; after it a job settles the acceptance with identity
   */
  record Claim(UUID id, Instant until) {}
}
