package dev.rollcall.keycloak;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keycloak.http.HttpRequest;

/**
 * Where a sign-in link was opened from, as the browser says itself (Fetch Metadata, {@code
 * Sec-Fetch-Site}): no page can forge that header, and no redirect through another site keeps it. A
 * redirect of this very origin does keep it; so another person's session is never replaced unasked.
 */
enum Opening {

  /** By a page of this very origin, such as the join page in the browser that accepted. */
  FROM_OUR_OWN_PAGE,

  /** From another site, a mail, the address bar: anybody may have put the link there. */
  FROM_ELSEWHERE,

  /**
   * By a program, which asks for no page and says nothing of where from; browsers have said so
   * since 2023, at every https and local address.
   */
  BY_PROGRAM;

  private static final String SITE = "Sec-Fetch-Site";
  private static final String PAGE = "text/html";

  static Opening of(HttpRequest request) {
    var headers = request.getHttpHeaders();
    return of(headers.getHeaderString(SITE), headers.getHeaderString(HttpHeaders.ACCEPT));
  }

  /** A browser that doesn't say where from, an old one or at plain http, asks for a page still. */
  static Opening of(@Nullable String site, @Nullable String accept) {
    if (site == null) {
      return accept != null && accept.toLowerCase(Locale.ROOT).contains(PAGE)
          ? FROM_ELSEWHERE
          : BY_PROGRAM;
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
      case FROM_OUR_OWN_PAGE, BY_PROGRAM -> another;
      case FROM_ELSEWHERE -> another || !signedIn;
    };
  }
}
