package dev.rollcall.invitation.configuration;

import dev.rollcall.invitation.configuration.InvitationConfig.Bounces;
import dev.rollcall.invitation.configuration.InvitationConfig.Imap;
import dev.rollcall.platform.web.start.StartCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Mail comes back to an address that is read, over an encrypted connection, or to none of ours. No
 * bounce mailbox at all is a choice, which the service tells of when it starts.
 */
@ApplicationScoped
public class ReadableBounces implements StartCheck {

  /** Real time between two looks into the mailbox. */
  private static final Duration LEAST = Duration.ofSeconds(1);

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
    if (bounces.every().compareTo(LEAST) < 0) {
      found.add("rollcall.invitation.bounces.every must be a second or more");
    }
    if (circumstances.production() && imap.host().isPresent()) {
      found.addAll(unsafe(imap));
    }
    if (bounces.address().filter(address -> address.indexOf('@') < 1).isPresent()) {
      found.add("rollcall.invitation.bounces.address is no e-mail address");
    }
    return found;
  }

  private static List<String> unsafe(Imap imap) {
    List<String> found = new ArrayList<>();
    if (!imap.tls()) {
      found.add("rollcall.invitation.bounces.imap.tls is off");
    }
    if (imap.password().equals(imap.user())) {
      found.add("rollcall.invitation.bounces.imap.password is the user's own name");
    }
    return found;
  }
}
