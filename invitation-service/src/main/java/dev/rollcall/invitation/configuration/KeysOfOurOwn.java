package dev.rollcall.invitation.configuration;

import dev.rollcall.platform.web.start.StartCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Production never starts with the keys that this repository gives to tests and demos. */
@ApplicationScoped
public class KeysOfOurOwn implements StartCheck {

  private static final String KNOWN = "demo-and-test-";

  private final InvitationConfig config;

  KeysOfOurOwn(InvitationConfig config) {
    this.config = config;
  }

  @Override
  public List<String> objections(Circumstances circumstances) {
    boolean known =
        Stream.of(config.keys().seal(), config.keys().recipient(), config.keys().code())
            .map(key -> new String(Base64.getDecoder().decode(key), StandardCharsets.ISO_8859_1))
            .anyMatch(key -> key.startsWith(KNOWN));
    return circumstances.production() && known
        ? List.of("rollcall.invitation.keys are those that everybody knows")
        : List.of();
  }
}
