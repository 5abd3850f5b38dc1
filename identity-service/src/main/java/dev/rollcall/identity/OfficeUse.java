package dev.rollcall.identity;

/**
 * What still hangs on an office (CO-3), as identity knows it from its own tables and its views.
 *
 * @param users active users, and deleted ones that can still be restored
 */
public record OfficeUse(long users, long pendingInvitations, long licenses, long numbers) {

  boolean none() {
    return users + pendingInvitations + licenses + numbers == 0;
  }
}
