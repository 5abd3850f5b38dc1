package dev.rollcall.platform.web.problem;

import dev.rollcall.platform.outcome.Refusal;
import io.quarkus.oidc.OIDCException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /**
   * SQLSTATE classes and states that pass by themselves: connection lost (08), deadlock and
   * serialisation (40), out of resources (53), shutdown and cancelled statements (57), lock not
   * available.
   */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57");

  private static final String LOCK_NOT_AVAILABLE = "55P03";

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
      case OIDCException oidc -> Optional.of(AWAY);
      case TimeoutException late -> Optional.of(AWAY);
      case SocketException lost -> Optional.of(AWAY);
      case UnknownHostException unknown -> Optional.of(AWAY);
      case ClosedChannelException closed -> Optional.of(AWAY);
      case ClosedConnectionException closed -> Optional.of(AWAY);
      case HttpClosedException closed -> Optional.of(AWAY);
      case NoStackTraceThrowable pool when poolIsExhausted(pool) -> Optional.of(AWAY);
      default -> Optional.empty();
    };
  }

  private Optional<Refusal> postgres(PgException failure) {
    Optional<Refusal> refusal = constraint(failure.getConstraint());
    if (refusal.isPresent()) {
      return refusal;
    }
    String state = failure.getSqlState();
    boolean passes =
        state != null
            && (state.equals(LOCK_NOT_AVAILABLE)
                || (state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2))));
    return passes ? Optional.of(AWAY) : Optional.empty();
  }

  private Optional<Refusal> constraint(@Nullable String name) {
    return name == null ? Optional.empty() : Optional.ofNullable(byConstraint.get(name));
  }

  /** Vert.x's pool has no exception type of its own, only these two messages. */
  private static boolean poolIsExhausted(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.equals("Timeout") || message.startsWith("Connection pool reached max");
  }
}
