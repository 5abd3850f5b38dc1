package dev.rollcall.platform.web.problem;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.Contention;
import dev.rollcall.platform.storage.DatabaseAway;
import dev.rollcall.platform.storage.TooManyReads;
import io.quarkus.oidc.OIDCException;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * Recognises failures that have an answer of their own: a broken constraint that stands for a
 * refusal, and infrastructure that is away for the moment. Everything else is a bug.
 */
@ApplicationScoped
public class Failures {

  private static final Refusal AWAY =
      Refusal.unavailable(
          "TEMPORARILY_UNAVAILABLE",
          "A part that this needs does not answer at the moment; try again.",
          Duration.ofSeconds(2));

  private static final Refusal TOO_MANY_READS =
      Refusal.tooMany(
          "TOO_MANY_READS",
          "The company has as many large reads running as it may; try again.",
          TooManyReads.RETRY_AFTER);

  /** SQLSTATE of a statement that took too long: at another time it may not. */
  private static final String QUERY_CANCELED = "57014";

  private final Map<String, Refusal> byConstraint;

  Failures(Instance<ConstraintRefusals> refusals) {
    var all = new HashMap<String, Refusal>();
    refusals.forEach(some -> all.putAll(some.byConstraint()));
    this.byConstraint = Map.copyOf(all);
  }

  /** The refusal that the failure, or a cause of it, stands for; empty for a bug. */
  public Optional<Refusal> refusal(Throwable failure) {
    var seen = new HashSet<Throwable>();
    for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
      Optional<Refusal> refusal = refusalOf(cause);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> refusalOf(Throwable cause) {
    return switch (cause) {
      case RefusalException refused -> Optional.of(refused.refusal());
      case ConstraintViolationException broken -> constraint(broken.getConstraintName());
      case PgException postgres -> postgres(postgres);
      case TooManyReads reads -> Optional.of(TOO_MANY_READS);
      case OIDCException oidc -> Optional.of(AWAY);
      case TimeoutException late -> Optional.of(AWAY);
      default -> DatabaseAway.isToldAlone(cause) ? Optional.of(AWAY) : Optional.empty();
    };
  }

  private Optional<Refusal> postgres(PgException failure) {
    Optional<Refusal> refusal = constraint(failure.getConstraint());
    if (refusal.isPresent()) {
      return refusal;
    }
    boolean passes =
        DatabaseAway.isToldAlone(failure)
            || Contention.isToldAlone(failure)
            || QUERY_CANCELED.equals(failure.getSqlState());
    return passes ? Optional.of(AWAY) : Optional.empty();
  }

  private Optional<Refusal> constraint(@Nullable String name) {
    return name == null ? Optional.empty() : Optional.ofNullable(byConstraint.get(name));
  }
}
