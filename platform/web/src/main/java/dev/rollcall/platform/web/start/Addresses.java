package dev.rollcall.platform.web.start;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which addresses a service in production may have been told; defaults and demos have others. */
public final class Addresses {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "0.0.0.0", "[::1]", "[::]");

  private Addresses() {}

  /**
   * Why people must not be sent there: they would be led to their own machine, or in clear.
   *
   * @param key the setting that says it
   */
  public static Stream<String> objectionsToPublic(String key, URI address) {
    if (address.getHost() == null) {
      return Stream.of(key + " names no host");
    }
    return Stream.of(
            Optional.of(key + " is not https: what people are sent there with could be read")
                .filter(said -> !"https".equalsIgnoreCase(address.getScheme())),
            objectionToHost(key, address))
        .flatMap(Optional::stream);
  }

  /**
   * Why nothing is found there: the address is that of a demo's machine.
   *
   * @param key the setting that says it
   */
  public static Optional<String> objectionToHost(String key, URI address) {
    return isOfADemo(address.getHost())
        ? Optional.of(key + " leads to " + address.getHost() + ", as on a demo's machine")
        : Optional.empty();
  }

  /** A loopback address, a name that is never in DNS (RFC 6761), or no host at all. */
  private static boolean isOfADemo(@Nullable String host) {
    if (host == null) {
      return true;
    }
    String name = host.toLowerCase(Locale.ROOT);
    return THIS_MACHINE.contains(name)
        || name.startsWith("127.")
        || name.endsWith(".localhost")
        || name.endsWith(".test");
  }
}
