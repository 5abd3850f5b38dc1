package dev.rollcall.identity;

import dev.rollcall.identity.UserRules.Situation;
import dev.rollcall.platform.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One action on many users, each decided as it would be alone (USR-8). */
public final class BulkActionRules {

  private BulkActionRules() {}

  /**
   * A bulk action that can begin.
   *
   * @param userIds each once, the acting user last
   */
  public record Order(BulkAction action, List<UUID> userIds) {}

  /**
   * Reads an order. A user named twice counts once; the acting user comes last, since their own
   * deletion ends their right to the rest.
   *
   * @param max how many users one order may name
   */
  public static Outcome<Order> order(
      @Nullable String action, @Nullable List<@Nullable UUID> userIds, UUID actingUser, int max) {
    var checks = new Checks();
    BulkAction found =
        checks.constant("/action", action, BulkAction.class).orElse(BulkAction.DELETE);
    List<UUID> ids = ids(checks, userIds == null ? List.of() : userIds, max);
    return checks.whenValid(new Order(found, lastOf(ids, actingUser)));
  }

  private static List<UUID> ids(Checks checks, List<@Nullable UUID> sent, int max) {
    if (sent.isEmpty() || sent.size() > max) {
      checks.violate("/userIds", "Must name 1 to %d users.".formatted(max));
      return List.of();
    }
    var ids = new LinkedHashSet<UUID>();
    for (int index = 0; index < sent.size(); index++) {
      ids.add(checks.id("/userIds/" + index, sent.get(index)));
    }
    return List.copyOf(ids);
  }

  private static List<UUID> lastOf(List<UUID> ids, UUID last) {
    var ordered = new LinkedHashSet<>(ids);
    if (ordered.remove(last)) {
      ordered.add(last);
    }
    return List.copyOf(ordered);
  }

  /** The user after the action; the same instance where it changes nothing. */
  public static Outcome<User> apply(
      BulkAction action, Situation situation, Duration restoreWindow, Instant now) {
    return switch (action) {
      case DELETE -> UserRules.delete(situation, restoreWindow, now);
      case GRANT_ADMIN -> UserRules.grantAdmin(situation, now);
      case REVOKE_ADMIN -> UserRules.revokeAdmin(situation, now);
      case GRANT_ANALYTICS -> UserRules.grant(situation, Permission.ANALYTICS_CHARTS, now);
      case REVOKE_ANALYTICS -> UserRules.revoke(situation, Permission.ANALYTICS_CHARTS, now);
    };
  }
}
