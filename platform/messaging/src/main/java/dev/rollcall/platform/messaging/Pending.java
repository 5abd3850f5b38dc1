package dev.rollcall.platform.messaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The events of a set that are still worked off together. */
final class Pending {

  private final UUID company;
  private final Map<String, List<Delivery>> byKey;

  Pending(Lanes.Batch<UUID, Delivery> batch) {
    this.company = batch.company();
    this.byKey = new LinkedHashMap<>(batch.byKey());
  }

  UUID company() {
    return company;
  }

  Set<String> keys() {
    return byKey.keySet();
  }

  List<Delivery> deliveries() {
    return byKey.values().stream().flatMap(Collection::stream).toList();
  }

  /** Takes out all of the delivery's key, in their order. */
  List<Delivery> detach(Delivery delivery) {
    List<Delivery> detached = byKey.remove(delivery.key());
    if (detached == null) {
      throw new IllegalStateException("not of this set");
    }
    return detached;
  }

  /** Takes out everything, key by key. */
  List<List<Delivery>> detachAll() {
    List<List<Delivery>> detached = new ArrayList<>(byKey.values());
    byKey.clear();
    return detached;
  }
}
