package dev.rollcall.identity;

/** What a bulk action does with each of its users (USR-8). */
public enum BulkAction {
  /** As deleting one user does (USR-4). */
  DELETE,
  /** Makes a company admin. */
  GRANT_ADMIN,
  /** Makes a USER of a company or office admin. */
  REVOKE_ADMIN,
  /** Grants {@link Permission#ANALYTICS_CHARTS}. */
  GRANT_ANALYTICS,
  /** Takes the granted {@link Permission#ANALYTICS_CHARTS} away. */
  REVOKE_ANALYTICS
}
