package dev.rollcall.platform.web.start;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Set;

/** Asks every {@link StartCheck} before anything else starts. */
@ApplicationScoped
public class StartChecks {

  /** Profiles in which conveniences for tests are allowed. */
  private static final Set<String> HARMLESS = Set.of("test", "demo", "dev");

  private final Instance<StartCheck> checks;

  StartChecks(Instance<StartCheck> checks) {
    this.checks = checks;
  }

  void check(@Observes @Priority(1) StartupEvent start) {
    var circumstances =
        new StartCheck.Circumstances(!HARMLESS.containsAll(ConfigUtils.getProfiles()));
    List<String> objections =
        checks.stream().flatMap(check -> check.objections(circumstances).stream()).toList();
    if (!objections.isEmpty()) {
      throw new IllegalStateException("refusing to start:\n - " + String.join("\n - ", objections));
    }
  }
}
