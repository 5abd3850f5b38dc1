package dev.rollcall.keycloak;

import org.jspecify.annotations.Nullable;
import org.keycloak.http.HttpRequest;

/**
 * Where a sign-in link was opened from, as the browser says itself (Fetch Metadata, {@code
 * Sec-Fetch-Site}): no page can forge that header, and no redirect through another site keeps it.
 */
enum Opening {

  /** By a page of this very origin: the join page, in the browser that accepted. */
  FROM_OUR_OWN_PAGE,

  /** From another site, a mail, the address bar: anybody may have put the link there. */
  FROM_ELSEWHERE,

  /** By a program: browsers have said where from since 2023, at every https and local address. */
  BY_PROGRAM;

  private static final String HEADER = "Sec-Fetch-Site";

  static Opening of(HttpRequest request) {
    return of(request.getHttpHeaders().getHeaderString(HEADER));
  }

  static Opening of(@Nullable String site) {
    if (site == null) {
      return BY_PROGRAM;
    }
    return site.equals("same-origin") ? FROM_OUR_OWN_PAGE : FROM_ELSEWHERE;
  }

  /**
   * Whether the person is asked before the link signs them in.
   *
   * @param signedIn whether anybody is signed in already in that browser
   * @param another whether that is another person than the link's
   */
  boolean asks(boolean signedIn, boolean another) {
    return switch (this) {
      case FROM_OUR_OWN_PAGE -> false;
      case FROM_ELSEWHERE -> another || !signedIn;
      case BY_PROGRAM -> another;
    };
  }
}
