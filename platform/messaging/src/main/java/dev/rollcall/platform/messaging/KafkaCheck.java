package dev.rollcall.platform.messaging;

import io.smallrye.health.api.Wellness;
import io.smallrye.reactive.messaging.health.HealthReport.ChannelInfo;
import io.smallrye.reactive.messaging.providers.extension.HealthCenter;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether each consumer is connected to Kafka. Not asked for readiness: without Kafka a service
 * takes requests and keeps in its outbox what they lead to, so it must not be taken out of rotation
 * (X-1).
 */
@Wellness
@ApplicationScoped
class KafkaCheck implements HealthCheck {

  private final HealthCenter channels;

  KafkaCheck(HealthCenter channels) {
    this.channels = channels;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("kafka").up();
    channels.getReadiness().getChannels().stream()
        .filter(channel -> !channel.isOk())
        .forEach(channel -> tell(answer, channel));
    return answer.build();
  }

  private static void tell(HealthCheckResponseBuilder answer, ChannelInfo channel) {
    answer.down().withData(channel.getChannel(), "not connected");
  }
}
