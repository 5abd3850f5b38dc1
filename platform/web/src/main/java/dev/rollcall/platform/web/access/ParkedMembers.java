package dev.rollcall.platform.web.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.ToLongFunction;

/**
 * Tells how many events the view lacks ({@code rollcall.access.parked}), and ends the doubt about
 * anybody that an old one began (ADR 29). Every replica does it: ending twice is ending once.
 */
@ApplicationScoped
@IfBuildProperty(name = "rollcall.access.view", stringValue = "true", enableIfMissing = true)
class ParkedMembers {

  private final MembershipView view;
  private final AccessSettings settings;
  private volatile MembershipView.Parked parked = new MembershipView.Parked(0, 0, false);

  ParkedMembers(MembershipView view, AccessSettings settings, MeterRegistry metrics) {
    this.view = view;
    this.settings = settings;
    gauge(metrics, "member", MembershipView.Parked::members);
    gauge(metrics, "anybody", MembershipView.Parked::anybodys);
  }

  private void gauge(
      MeterRegistry metrics, String whose, ToLongFunction<MembershipView.Parked> count) {
    Gauge.builder("rollcall.access.parked", () -> count.applyAsLong(parked))
        .description(
            "Events of members that can't be read: identity is asked about whom they may be of")
        .tag("whose", whose)
        .register(metrics);
  }

  @Scheduled(
      every = "1m",
      delayed = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return look(Instant.now().minus(settings.doubtsEnd()));
  }

  /** Doubts about anybody that began before then end. */
  Uni<Void> look(Instant before) {
    return view.parked(before)
        .invoke(found -> parked = found)
        .chain(found -> found.over() ? view.endDoubts(before) : Uni.createFrom().voidItem());
  }
}
