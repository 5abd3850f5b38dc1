package dev.rollcall.platform.web.waiting;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/**
 * One caller that waits, on its own duplicated context: whatever wakes it, it goes on there, where
 * its request scope and its trace are (docs: traps of this stack, 2). All state is touched on that
 * context's event loop only.
 */
final class Waiter {

  private final Context context;
  private boolean signalled;
  private long timer;
  private @Nullable UniEmitter<? super Void> sleeper;

  Waiter(Context context) {
    this.context = context;
  }

  /** Wakes the caller, now or as soon as it wants to pause; from any thread. */
  void wake() {
    context.runOnContext(nothing -> signal());
  }

  /** Completes after that time, at least 1 ms, or at once when a signal has come since the last. */
  Uni<Void> pause(long millis) {
    return Uni.createFrom().emitter(emitter -> sleep(emitter, millis));
  }

  private void sleep(UniEmitter<? super Void> emitter, long millis) {
    sleeper = emitter;
    if (signalled) {
      goOn();
      return;
    }
    timer = context.owner().setTimer(Math.max(1, millis), id -> context.runOnContext(x -> goOn()));
    emitter.onTermination(() -> context.owner().cancelTimer(timer));
  }

  private void signal() {
    signalled = true;
    if (sleeper != null) {
      goOn();
    }
  }

  private void goOn() {
    UniEmitter<? super Void> emitter = sleeper;
    sleeper = null;
    if (emitter != null) {
      signalled = false;
      emitter.complete(null);
    }
  }
}
