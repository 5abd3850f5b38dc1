package dev.rollcall.platform.web.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the operator vouches for, {@code rollcall.start.*}. */
@ConfigMapping(prefix = "rollcall.start")
public interface StartSettings {

  /**
   * Whether the network itself encrypts what goes between this service, PostgreSQL and Kafka: a
   * mesh with mutual TLS, or nodes joined by WireGuard or IPsec (docs/adr/0010). In production, a
   * service on any other network starts only with TLS to both. Never speaks for HTTP and mail:
   * those need TLS in any case.
   */
  @WithDefault("false")
  boolean encryptedNetwork();
}
