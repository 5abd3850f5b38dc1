package dev.rollcall.invitation.configuration;

import dev.rollcall.platform.web.start.Addresses;
import dev.rollcall.platform.web.start.StartCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;

/** In production a mailed link leads to a public address over TLS: it lets its reader in. */
@ApplicationScoped
public class PublicFrontend implements StartCheck {

  private static final String KEY = "rollcall.invitation.frontend-url";

  private final InvitationConfig config;

  PublicFrontend(InvitationConfig config) {
    this.config = config;
  }

  @Override
  public List<String> objections(Circumstances circumstances) {
    return circumstances.production()
        ? Addresses.objectionsToPublic(KEY, URI.create(config.frontendUrl())).toList()
        : List.of();
  }
}
