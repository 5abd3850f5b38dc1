package dev.rollcall.platform.web;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.problem.ConstraintRefusals;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What the constraints of {@code thing} stand for; one of them, for nothing. */
@ApplicationScoped
class ThingRefusals implements ConstraintRefusals {

  @Override
  public Map<String, Refusal> byConstraint() {
    return Map.of(
        "thing_name_unique", Refusal.conflict("NAME_TAKEN", "Another thing has that name."));
  }
}
