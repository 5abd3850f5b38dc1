package dev.rollcall.platform.storage;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/**
 * Lets so many uses of one company run at a time, and so many wait for their turn in order; of this
 * replica. Companies don't wait for each other. Safe for use by many threads; whoever waited goes
 * on in its own Vert.x context.
 */
final class CompanyShares {

  private final int running;
  private final int waiting;
  private final Map<UUID, Share> shares = new HashMap<>();

  CompanyShares(int running, int waiting) {
    this.running = running;
    this.waiting = waiting;
  }

  /** What one company has in use. */
  private static final class Share {
    private int used;
    private final Queue<Turn> turns = new ArrayDeque<>();
  }

  /** One that waits. */
  private record Turn(Context context, UniEmitter<? super Void> emitter) {

    void begin() {
      context.runOnContext(on -> emitter.complete(null));
    }
  }

  /**
   * Completes when it is this use's turn, which ends with {@link #leave}; fails with {@link
   * TooManyReads} where enough wait already.
   */
  Uni<Void> enter(UUID company) {
    return Uni.createFrom().emitter(emitter -> enter(company, emitter));
  }

  /** Ends a use and begins the next that waits. */
  void leave(UUID company) {
    next(company).ifPresent(Turn::begin);
  }

  private void enter(UUID company, UniEmitter<? super Void> emitter) {
    switch (admit(company, emitter)) {
      case NOW -> emitter.complete(null);
      case LATER -> {}
      case NEVER -> emitter.fail(new TooManyReads());
    }
  }

  private enum Admission {
    NOW,
    LATER,
    NEVER
  }

  private synchronized Admission admit(UUID company, UniEmitter<? super Void> emitter) {
    Share share = shares.computeIfAbsent(company, key -> new Share());
    if (share.used < running) {
      share.used++;
      return Admission.NOW;
    }
    return share.turns.size() < waiting && share.turns.add(new Turn(current(), emitter))
        ? Admission.LATER
        : Admission.NEVER;
  }

  /** The use that takes the place of one that ended; where none waits, the place is free. */
  private synchronized Optional<Turn> next(UUID company) {
    Share share = shares.get(company);
    if (share == null) {
      throw new IllegalStateException("nothing of that company is in use");
    }
    Turn turn = share.turns.poll();
    if (turn == null && --share.used == 0) {
      shares.remove(company);
    }
    return Optional.ofNullable(turn);
  }

  private static Context current() {
    Context context = Vertx.currentContext();
    if (context == null) {
      throw new IllegalStateException("waiting needs the Vert.x context of its caller");
    }
    return context;
  }
}
