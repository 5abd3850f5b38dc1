package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.DatabaseAway;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Does small pieces of work in sets. What comes alone begins at once; what comes while earlier work
 * of the same key is on its way waits for that, and is done together then, with all that has come.
 * So nothing waits for a set to fill, and sets grow with the load.
 *
 * <p>A set that fails is done again one by one, so that one piece fails no other; except where the
 * database is away, which fails all alike.
 *
 * @param <K> what may be done together, e.g. a company
 * @param <T> a piece of work
 * @param <R> its result
 */
public final class Gathering<K, T, R> {

  /** Does a set of pieces of one key. */
  @FunctionalInterface
  public interface Work<K, T, R> {
    /** The results, in the order of the pieces; at least one of them. */
    Uni<List<R>> together(K key, List<T> pieces);
  }

  private record Waiting<T, R>(T piece, UniEmitter<? super R> emitter) {}

  private record Flight<K, T, R>(K key, List<Waiting<T, R>> set) {

    List<T> pieces() {
      return set.stream().map(Waiting::piece).toList();
    }
  }

  private final Background background;
  private final int keysAtOnce;
  private final int largest;
  private final Work<K, T, R> work;

  // Keys take turns: one that has flown goes to the end.
  private final Map<K, Deque<Waiting<T, R>>> waiting = new LinkedHashMap<>();
  private final Set<K> flying = new HashSet<>();

  /**
   * @param keysAtOnce how many keys are worked on at a time, one set of each; bounds the
   *     connections in use
   * @param largest the most pieces of a set
   */
  public Gathering(Background background, int keysAtOnce, int largest, Work<K, T, R> work) {
    this.background = background;
    this.keysAtOnce = keysAtOnce;
    this.largest = largest;
    this.work = work;
  }

  /** The piece's own result or failure, on the context that asked for it. */
  public Uni<R> add(K key, T piece) {
    return Uni.createFrom().deferred(() -> onOwnContext(enqueued(key, piece)));
  }

  private Uni<R> enqueued(K key, T piece) {
    return Uni.createFrom().emitter(emitter -> enqueue(key, new Waiting<>(piece, emitter)));
  }

  private static <R> Uni<R> onOwnContext(Uni<R> result) {
    Context context = Vertx.currentContext();
    return context == null
        ? result
        : result.emitOn(task -> context.runOnContext(ignored -> task.run()));
  }

  private void enqueue(K key, Waiting<T, R> piece) {
    synchronized (waiting) {
      waiting.computeIfAbsent(key, first -> new ArrayDeque<>()).add(piece);
    }
    begin();
  }

  private void begin() {
    for (Optional<Flight<K, T, R>> next = next(); next.isPresent(); next = next()) {
      fly(next.get());
    }
  }

  private Optional<Flight<K, T, R>> next() {
    synchronized (waiting) {
      if (flying.size() >= keysAtOnce) {
        return Optional.empty();
      }
      Iterator<Map.Entry<K, Deque<Waiting<T, R>>>> keys = waiting.entrySet().iterator();
      while (keys.hasNext()) {
        Map.Entry<K, Deque<Waiting<T, R>>> entry = keys.next();
        if (flying.add(entry.getKey())) {
          keys.remove();
          return Optional.of(new Flight<>(entry.getKey(), taken(entry)));
        }
      }
      return Optional.empty();
    }
  }

  private List<Waiting<T, R>> taken(Map.Entry<K, Deque<Waiting<T, R>>> entry) {
    Deque<Waiting<T, R>> queue = entry.getValue();
    List<Waiting<T, R>> set = new ArrayList<>();
    while (set.size() < largest && !queue.isEmpty()) {
      set.add(queue.remove());
    }
    if (!queue.isEmpty()) {
      waiting.put(entry.getKey(), queue);
    }
    return set;
  }

  private void fly(Flight<K, T, R> flight) {
    background
        .run(() -> work.together(flight.key(), flight.pieces()))
        .subscribe()
        .with(results -> land(flight, results), failure -> failed(flight, failure));
  }

  private void land(Flight<K, T, R> flight, List<R> results) {
    landed(flight);
    for (int i = 0; i < flight.set().size(); i++) {
      flight.set().get(i).emitter().complete(results.get(i));
    }
  }

  private void failed(Flight<K, T, R> flight, Throwable failure) {
    if (flight.set().size() == 1 || DatabaseAway.isToldBy(failure)) {
      landed(flight);
      flight.set().forEach(piece -> piece.emitter().fail(failure));
    } else {
      oneByOne(flight);
    }
  }

  private void oneByOne(Flight<K, T, R> flight) {
    Multi.createFrom()
        .iterable(flight.set())
        .onItem()
        .transformToUniAndConcatenate(piece -> alone(flight.key(), piece))
        .onItem()
        .ignoreAsUni()
        .subscribe()
        .with(done -> landed(flight), failure -> landed(flight));
  }

  private Uni<Void> alone(K key, Waiting<T, R> piece) {
    return background
        .run(() -> work.together(key, List.of(piece.piece())))
        .invoke(results -> piece.emitter().complete(results.getFirst()))
        .onFailure()
        .invoke(failure -> piece.emitter().fail(failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private void landed(Flight<K, T, R> flight) {
    synchronized (waiting) {
      flying.remove(flight.key());
    }
    begin();
  }
}
