package dev.rollcall.platform.reactive;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Has Mutiny call its callbacks as they are. Context propagation would wrap each of them to carry
 * the request scope over, which costs more than most of what they do. Here it is carried anyway:
 * request scope, identity, trace and MDC live in the locals of the duplicated Vert.x context, which
 * no pipeline of ours leaves (ADR 21).
 */
@ApplicationScoped
class PlainCallbacks {

  void start(@Observes @Priority(1) StartupEvent event) {
    Infrastructure.clearInterceptors();
  }
}
