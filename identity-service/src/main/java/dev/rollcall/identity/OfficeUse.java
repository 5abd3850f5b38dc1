package dev.rollcall.identity;

/**
 * What is in an office (CO-3), each counted up to {@link #MOST_COUNTED}, which stands for that many
 * or more.
 *
 * @param users active users, and deleted ones that can still be restored
 */
public record OfficeUse(long users, long pendingInvitations, long licenses, long numbers) {

  /** Nobody deletes an office because of what is beyond. */
  public static final int MOST_COUNTED = 1_000;

  /** Nothing. */
  public static final OfficeUse NONE = new OfficeUse(0, 0, 0, 0);

  OfficeUse and(OfficeUse other) {
    return new OfficeUse(
        users + other.users,
        pendingInvitations + other.pendingInvitations,
        licenses + other.licenses,
        numbers + other.numbers);
  }
}
