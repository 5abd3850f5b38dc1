package dev.rollcall.platform.messaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * What waits to be consumed, and which of it may begin: of one company one set at a time, of one
 * key one item after the other. Companies take turns. Not thread-safe.
 *
 * @param <C> companies
 * @param <T> items
 */
final class Lanes<C, T> {

  /**
   * Items that may be worked off together, those of one key in their order.
   *
   * @param byKey at least one key, none without items
   */
  record Batch<C, T>(C company, Map<String, List<T>> byKey) {

    List<T> items() {
      return byKey.values().stream().flatMap(Collection::stream).toList();
    }
  }

  private static final class Lane<T> {
    private final Map<String, Deque<T>> waiting = new LinkedHashMap<>();
    private final Set<String> busyKeys = new HashSet<>();
    private boolean inWork;
    private boolean queued;

    boolean hasReady() {
      return waiting.keySet().stream().anyMatch(key -> !busyKeys.contains(key));
    }
  }

  private final Map<C, Lane<T>> lanes = new HashMap<>();
  private final Queue<C> turns = new ArrayDeque<>();
  private final int most;

  /**
   * With no more than that many items in a batch.
   *
   * @param most at least 1
   */
  Lanes(int most) {
    this.most = most;
  }

  /** Adds an item behind those of its key. */
  void add(C company, String key, T item) {
    Lane<T> lane = lanes.computeIfAbsent(company, id -> new Lane<>());
    lane.waiting.computeIfAbsent(key, id -> new ArrayDeque<>()).add(item);
    queue(company, lane);
  }

  /** What may begin now; its keys are busy, and its company is in work, until they are released. */
  Optional<Batch<C, T>> next() {
    for (C company = turns.poll(); company != null; company = turns.poll()) {
      Lane<T> lane = lane(company);
      lane.queued = false;
      Map<String, List<T>> taken = take(lane);
      if (!taken.isEmpty()) {
        lane.inWork = true;
        lane.busyKeys.addAll(taken.keySet());
        return Optional.of(new Batch<>(company, taken));
      }
    }
    return Optional.empty();
  }

  /** The key's items of a batch are done: what waits behind them may begin. */
  void releaseKey(C company, String key) {
    Lane<T> lane = lane(company);
    lane.busyKeys.remove(key);
    queue(company, lane);
    forgetIdle(company, lane);
  }

  /** The company's batch is done, but for keys that stay busy. */
  void releaseCompany(C company) {
    Lane<T> lane = lane(company);
    lane.inWork = false;
    queue(company, lane);
    forgetIdle(company, lane);
  }

  private Lane<T> lane(C company) {
    return Objects.requireNonNull(lanes.get(company), "nothing of the company is known");
  }

  private void queue(C company, Lane<T> lane) {
    if (!lane.inWork && !lane.queued && lane.hasReady()) {
      lane.queued = true;
      turns.add(company);
    }
  }

  private void forgetIdle(C company, Lane<T> lane) {
    if (!lane.inWork && lane.waiting.isEmpty() && lane.busyKeys.isEmpty()) {
      lanes.remove(company);
    }
  }

  private Map<String, List<T>> take(Lane<T> lane) {
    var taken = new LinkedHashMap<String, List<T>>();
    int left = most;
    Iterator<Map.Entry<String, Deque<T>>> keys = lane.waiting.entrySet().iterator();
    while (keys.hasNext() && left > 0) {
      Map.Entry<String, Deque<T>> waiting = keys.next();
      if (!lane.busyKeys.contains(waiting.getKey())) {
        List<T> items = poll(waiting.getValue(), left);
        taken.put(waiting.getKey(), items);
        left -= items.size();
        if (waiting.getValue().isEmpty()) {
          keys.remove();
        }
      }
    }
    return taken;
  }

  private static <T> List<T> poll(Deque<T> waiting, int atMost) {
    var items = new ArrayList<T>();
    while (!waiting.isEmpty() && items.size() < atMost) {
      items.add(waiting.poll());
    }
    return items;
  }
}
