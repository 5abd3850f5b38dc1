package dev.rollcall.local.stack;

import dev.rollcall.local.gateway.Backend;
import dev.rollcall.local.gateway.Gateway;
import dev.rollcall.local.gateway.LandingPage;
import dev.rollcall.local.gateway.RouteManifests;
import dev.rollcall.platform.test.server.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gateway as a part of the stack, with the routes and backends of the cluster's manifests. */
final class GatewayPart {

  /** Names further origins whose pages may read answers, with commas between them. */
  private static final String ORIGINS = "ROLLCALL_GATEWAY_CORS_ORIGINS";

  /** A frontend in development, where Vite serves it. */
  private static final String DEMO_ORIGIN = "http://localhost:5173";

  private GatewayPart() {}

  /** Those of this machine; the demo's where none are named. */
  static Set<String> origins(@Nullable String named) {
    return named == null
        ? Set.of(DEMO_ORIGIN)
        : Stream.of(named.split(","))
            .map(String::strip)
            .filter(origin -> !origin.isEmpty())
            .collect(Collectors.toSet());
  }

  static HttpPart of(StackOptions options, Services services, Vertx vertx) {
    Path base = options.root().resolve("deploy/kubernetes/base");
    PortPlan ports = options.ports();
    Map<String, Backend> backends = new HashMap<>();
    backends.put(
        "keycloak", Backend.of(SocketAddress.inetSocketAddress(ports.keycloak(), Ports.HOST)));
    LocalStack.SERVICES.forEach(
        service -> backends.put(service + "-service", services.backend(service)));
    Gateway gateway =
        new Gateway(
            vertx,
            RouteManifests.read(base, origins(System.getenv(ORIGINS))),
            backends,
            new LandingPage(base.resolve("landing/index.html")));
    return new HttpPart("gateway", ports.gateway(), gateway::listen);
  }
}
