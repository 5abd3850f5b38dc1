package dev.rollcall.identity.config;

import dev.rollcall.platform.web.start.Addresses;
import dev.rollcall.platform.web.start.StartCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Production never starts with the addresses that are defaults here: those of a demo's machine. */
@ApplicationScoped
public class KnownAddresses implements StartCheck {

  private final IdentityConfig config;

  KnownAddresses(IdentityConfig config) {
    this.config = config;
  }

  @Override
  public List<String> objections(Circumstances circumstances) {
    if (!circumstances.production()) {
      return List.of();
    }
    Stream<String> ofOthers =
        Stream.of(
                Addresses.objectionToHost("rollcall.identity.billing-url", config.billingUrl()),
                Addresses.objectionToHost("rollcall.identity.numbering-url", config.numberingUrl()),
                Addresses.objectionToHost(
                    "rollcall.identity.invitation-url", config.invitationUrl()))
            .flatMap(Optional::stream);
    return Stream.concat(
            Addresses.objectionsToPublic("rollcall.identity.frontend-url", config.frontendUrl()),
            ofOthers)
        .toList();
  }
}
