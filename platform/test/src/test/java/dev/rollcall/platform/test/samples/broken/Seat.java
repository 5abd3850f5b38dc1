package dev.rollcall.platform.test.samples.broken;

import io.smallrye.mutiny.Uni;

/** A domain class that imports a library. */
public final class Seat {

  public Uni<String> later() {
    return Uni.createFrom().item("");
  }
}
