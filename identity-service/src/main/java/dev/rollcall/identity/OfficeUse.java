package dev.rollcall.identity;

/**
 * What still hangs on an office (CO-3), as identity knows it from its own tables and its views;
 * each counted up to {@link #MOST_COUNTED}, which stands for that many or more.
 *
 * @param users active users, and deleted ones that can still be restored
 */
public record OfficeUse(long users, long pendingInvitations, long licenses, long numbers) {

  /** Nobody deletes an office because of what is beyond. */
  public static final int MOST_COUNTED = 1_000;

  boolean none() {
    return users + pendingInvitations + licenses + numbers == 0;
  }
}
