package dev.rollcall.billing;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a company wants done with its licenses, for a price (BIL-6).
 *
 * @param quantity 1 to {@link #MOST}
 */
public record LicenseOrder(
    Action action, LicenseType type, Plan plan, int quantity, UUID officeId) {

  /** The most licenses of one order. */
  public static final int MOST = 1_000;

  /** The actions that are quoted. */
  public enum Action {
    BUY_LICENSES,
    REMOVE_LICENSES
  }

  /** One license bought. */
  public static LicenseOrder one(LicenseType type, Plan plan, UUID officeId) {
    return new LicenseOrder(Action.BUY_LICENSES, type, plan, 1, officeId);
  }

  /** The order that was sent, or everything that is wrong with it. */
  public static Outcome<LicenseOrder> read(
      @Nullable Action action,
      @Nullable LicenseType type,
      @Nullable Plan plan,
      @Nullable Integer quantity,
      @Nullable UUID officeId) {
    List<Violation> violations = new ArrayList<>();
    required("/action", action, violations);
    required("/type", type, violations);
    required("/plan", plan, violations);
    required("/officeId", officeId, violations);
    if (quantity == null || quantity < 1 || quantity > MOST) {
      violations.add(new Violation("/quantity", "must be 1 to " + MOST));
    }
    return action == null
            || type == null
            || plan == null
            || quantity == null
            || officeId == null
            || !violations.isEmpty()
        ? Outcome.refused(Refusal.invalid(violations))
        : Outcome.done(new LicenseOrder(action, type, plan, quantity, officeId));
  }

  private static void required(String pointer, @Nullable Object value, List<Violation> violations) {
    if (value == null) {
      violations.add(new Violation(pointer, "is required"));
    }
  }
}
