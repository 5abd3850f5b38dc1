package dev.rollcall.invitation.configuration;

import dev.rollcall.invitation.configuration.InvitationConfig.Bounces;
import dev.rollcall.invitation.configuration.InvitationConfig.Imap;
import dev.rollcall.platform.web.start.StartCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Mail comes back to an address that is read, over an encrypted connection, or to none of ours. No
 * bounce mailbox at all is a choice, which the service tells of when it starts.
 */
@ApplicationScoped
public class ReadableBounces implements StartCheck {

  private final Bounces bounces;

  ReadableBounces(InvitationConfig config) {
    bounces = config.bounces();
  }

  @Override
  public List<String> objections(Circumstances circumstances) {
    List<String> found = new ArrayList<>();
    Imap imap = bounces.imap();
    if (bounces.address().isPresent() != imap.host().isPresent()) {
      found.add(
          "rollcall.invitation.bounces.address and rollcall.invitation.bounces.imap.host belong"
              + " together: mail comes back to the one and is read at the other");
    }
    if (imap.host().isPresent() && (imap.user().isEmpty() || imap.password().isEmpty())) {
      found.add("rollcall.invitation.bounces.imap needs a user and a password");
    }
    if (circumstances.production() && imap.host().isPresent() && !imap.tls()) {
      found.add("rollcall.invitation.bounces.imap.tls is off");
    }
    if (bounces.address().filter(address -> address.indexOf('@') < 1).isPresent()) {
      found.add("rollcall.invitation.bounces.address is no e-mail address");
    }
    return found;
  }
}
