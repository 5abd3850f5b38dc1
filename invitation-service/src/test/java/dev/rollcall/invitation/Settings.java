package dev.rollcall.invitation;

import dev.rollcall.invitation.configuration.InvitationConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** The service's settings as an operator sets them, without a service. */
public final class Settings {

  private Settings() {}

  /** What has no default, and these; their names without {@code rollcall.invitation.}. */
  public static InvitationConfig with(Map<String, String> more) {
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    var settings =
        new SmallRyeConfigBuilder()
            .withMapping(InvitationConfig.class)
            .withConverter(Duration.class, 500, new DurationConverter())
            .withDefaultValue("rollcall.invitation.frontend-url", "https://frontend.test")
            .withDefaultValue("rollcall.invitation.keys.seal", key)
            .withDefaultValue("rollcall.invitation.keys.recipient", key)
            .withDefaultValue("rollcall.invitation.keys.code", key);
    more.forEach((name, value) -> settings.withDefaultValue("rollcall.invitation." + name, value));
    return settings.build().getConfigMapping(InvitationConfig.class);
  }
}
