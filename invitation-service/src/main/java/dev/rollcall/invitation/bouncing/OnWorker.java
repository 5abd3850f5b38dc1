package dev.rollcall.invitation.bouncing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/** What blocks, off the event loop. */
final class OnWorker {

  private OnWorker() {}

  /** On a worker thread; comes back to this context, where transactions may be opened. */
  static <T> Uni<T> call(Callable<T> call) {
    var context = Objects.requireNonNull(Vertx.currentContext());
    return Uni.createFrom()
        .completionStage(() -> context.executeBlocking(call, false).toCompletionStage());
  }
}
