package dev.rollcall.platform.messaging;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs reactive work that no request and no event started: on a duplicated Vert.x context of its
 * own, marked safe, because Hibernate Reactive keeps its session in one (traps 2 to 4 of this
 * stack). Real time, never product time.
 */
@ApplicationScoped
public class Background {

  private static final Logger LOG = Logger.getLogger(Background.class);

  private final Vertx vertx;

  Background(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * The work, run on a new context when subscribed to. Event loops take turns. Cancelling the
   * subscription does not stop it.
   */
  public <T> Uni<T> run(Supplier<Uni<T>> work) {
    return Uni.createFrom().emitter(emitter -> begin(work, emitter));
  }

  /** Runs the work every so often, never twice at once; a failure is logged and forgotten. */
  public Repeated every(Duration period, Supplier<Uni<Void>> work) {
    var busy = new AtomicBoolean();
    long timer = vertx.setPeriodic(period.toMillis(), id -> tick(busy, work));
    return () -> vertx.cancelTimer(timer);
  }

  /** Something that runs every so often, until it is stopped. */
  @FunctionalInterface
  public interface Repeated {
    /** Lets the run that is on end, and begins no other. */
    boolean stop();
  }

  private void tick(AtomicBoolean busy, Supplier<Uni<Void>> work) {
    if (busy.compareAndSet(false, true)) {
      run(work)
          .onTermination()
          .invoke(() -> busy.set(false))
          .subscribe()
          .with(done -> {}, failure -> LOG.warn("Work in the background failed", failure));
    }
  }

  private <T> void begin(Supplier<Uni<T>> work, UniEmitter<? super T> emitter) {
    Context context =
        VertxContext.createNewDuplicatedContext(((VertxInternal) vertx).createEventLoopContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        on ->
            Uni.createFrom()
                .deferred(work::get)
                .subscribe()
                .with(emitter::complete, emitter::fail));
  }
}
