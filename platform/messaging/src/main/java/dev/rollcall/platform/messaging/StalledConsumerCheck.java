package dev.rollcall.platform.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while an event has been in work for too long: the throttled commit would not tell. */
@Readiness
@ApplicationScoped
class StalledConsumerCheck implements HealthCheck {

  private final ConsumerProgress progress;

  StalledConsumerCheck(ConsumerProgress progress) {
    this.progress = progress;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("consumers").up();
    progress.stalled(Instant.now()).forEach(stalled -> tell(answer, stalled));
    return answer.build();
  }

  private static void tell(HealthCheckResponseBuilder answer, ConsumerProgress.InWork stalled) {
    answer
        .down()
        .withData(
            stalled.consumer(),
            "stalled at " + stalled.topic() + "-" + stalled.partition() + "@" + stalled.offset());
  }
}
