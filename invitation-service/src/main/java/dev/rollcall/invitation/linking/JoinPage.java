package dev.rollcall.invitation.linking;

import dev.rollcall.invitation.configuration.InvitationConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** Where links lead. */
@ApplicationScoped
public class JoinPage {

  private final String frontend;

  JoinPage(InvitationConfig config) {
    String url = config.frontendUrl();
    frontend = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** The link of that token: a secret. In the fragment, so that the token reaches no server log. */
  public String link(Token token) {
    return frontend + "/join#token=" + token.text();
  }
}
