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

/** The gateway as a part of the stack, with the routes and backends of the cluster's manifests. */
final class GatewayPart {

  private GatewayPart() {}

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
            RouteManifests.read(base),
            backends,
            new LandingPage(base.resolve("landing/index.html")));
    return new HttpPart("gateway", ports.gateway(), gateway::listen);
  }
}
