package dev.rollcall.platform.test.samples.broken.seats;

import dev.rollcall.platform.test.samples.broken.offices.OfficeResource;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Breaks almost everything. */
public class SeatManager {

  private final EntityManager entities;
  private final Emitter<String> events;

  public SeatManager(EntityManager entities, Emitter<String> events) {
    this.entities = entities;
    this.events = events;
  }

  @Transactional
  public String blocking(OfficeResource resource) {
    return entities + Uni.createFrom().item(resource).await().indefinitely().get() + events;
  }
}
