package dev.rollcall.platform.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Jobs that were given up, as a gauge per kind and as a detail of the readiness answer. They need a
 * person, not a restart, so they never make a replica unready.
 */
@Readiness
@ApplicationScoped
class FailedJobs implements HealthCheck {

  private static final Duration PERIOD = Duration.ofSeconds(15);

  private final JobTable table;
  private final Background background;
  private final MultiGauge gauge;
  private volatile Map<String, Long> counts = Map.of();
  private Background.Repeated counting = () -> true;

  FailedJobs(JobTable table, Background background, MeterRegistry metrics) {
    this.table = table;
    this.background = background;
    this.gauge =
        MultiGauge.builder("rollcall.jobs.failed")
            .description("Jobs given up after their last attempt")
            .register(metrics);
  }

  void start(@Observes StartupEvent event) {
    counting = background.every(PERIOD, this::count);
  }

  void stop(@Observes ShutdownEvent event) {
    counting.stop();
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("jobs given up").up();
    counts.forEach(answer::withData);
    return answer.build();
  }

  Uni<Void> count() {
    return table.countFailed().invoke(this::tell).replaceWithVoid();
  }

  private void tell(Map<String, Long> found) {
    counts = found;
    gauge.register(found.entrySet().stream().map(FailedJobs::row).toList(), true);
  }

  private static MultiGauge.Row<?> row(Map.Entry<String, Long> entry) {
    return MultiGauge.Row.of(Tags.of("kind", entry.getKey()), entry.getValue());
  }
}
