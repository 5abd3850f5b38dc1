package dev.rollcall.invitation;

import java.util.Set;

/** The states of an invitation, in the product's words (INV-13). */
public enum Status {
  REQUESTED,
  PENDING,
  ACCEPTING,
  ACCEPTED,
  JOINED,
  REFUSED,
  EXPIRED,
  REVOKED,
  DECLINED,
  BOUNCED;

  /** The states in which an address counts as invited: at most one invitation each (INV-11). */
  public static final Set<Status> LIVE = Set.of(REQUESTED, PENDING, ACCEPTING, ACCEPTED);
}
