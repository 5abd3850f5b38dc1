package dev.rollcall.local.gateway;

import io.vertx.core.net.SocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The replicas behind one Kubernetes Service, each asked in turn (round robin). Those that are in
 * rotation go first; where none is, all are tried, as Envoy does below its panic threshold: better
 * an answer of a replica that is unwell than none.
 */
public final class Backend {

  private final List<SocketAddress> replicas;
  private final Set<SocketAddress> inRotation = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * Replicas of which nothing is known yet.
   *
   * @param replicas where they listen, or will; at least one
   */
  public Backend(List<SocketAddress> replicas) {
    if (replicas.isEmpty()) {
      throw new IllegalArgumentException("A backend needs a replica");
    }
    this.replicas = List.copyOf(replicas);
  }

  /** A backend that has one replica only, as Keycloak has here. */
  public static Backend of(SocketAddress replica) {
    return new Backend(List.of(replica));
  }

  /** Whose turn it is, of those that have not been tried if there are such. */
  public SocketAddress next(Collection<SocketAddress> tried) {
    Predicate<SocketAddress> untried = replica -> !tried.contains(replica);
    return inTurn(untried.and(inRotation::contains))
        .or(() -> inTurn(untried))
        .or(() -> inTurn(inRotation::contains))
        .orElseGet(() -> replicas.getFirst());
  }

  private Optional<SocketAddress> inTurn(Predicate<SocketAddress> wanted) {
    List<SocketAddress> those = replicas.stream().filter(wanted).toList();
    return those.isEmpty()
        ? Optional.empty()
        : Optional.of(those.get(Math.floorMod(turn.getAndIncrement(), those.size())));
  }

  List<SocketAddress> replicas() {
    return replicas;
  }

  void putIn(SocketAddress replica) {
    inRotation.add(replica);
  }

  void takeOut(SocketAddress replica) {
    inRotation.remove(replica);
  }
}
