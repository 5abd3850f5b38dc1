package dev.rollcall.platform.web.problem;

import dev.rollcall.platform.outcome.Refusal;
import java.util.Map;

/**
 * What a service answers when a row breaks a named constraint of its database. An optional
 * application-scoped bean; several add up. A constraint that none names is a bug and answers 500.
 */
public interface ConstraintRefusals {

  /** Constraint name (as in the migration) to the refusal it stands for. */
  Map<String, Refusal> byConstraint();
}
