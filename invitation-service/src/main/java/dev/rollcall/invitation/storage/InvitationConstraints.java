package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.Refusals;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.problem.ConstraintRefusals;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What a broken constraint means to the caller: the last line behind the recipient's lock. */
@ApplicationScoped
public class InvitationConstraints implements ConstraintRefusals {

  @Override
  public Map<String, Refusal> byConstraint() {
    return Map.of("invitation_live_address", Refusals.alreadyInvited());
  }
}
