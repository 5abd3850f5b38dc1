package dev.rollcall.platform.web.limiting;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/** The limits that the running request has met; nothing where none is running, as in a job. */
@ApplicationScoped
public class RateLimits {

  private final Instance<MetLimits> met;

  RateLimits(Instance<MetLimits> met) {
    this.met = met;
  }

  /** The caller is told in the answer, whatever that will be. */
  public void tell(RateLimit limit) {
    if (Arc.container().requestContext().isActive()) {
      met.get().add(limit);
    }
  }
}
