package dev.rollcall.local.stack;

import dev.rollcall.local.gateway.Backend;
import dev.rollcall.local.gateway.Rotation;
import dev.rollcall.local.gateway.ServiceAddress;
import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.ServerFailure;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** The four services: a process for each replica that has a port, and how others find them. */
final class Services {

  private final PortPlan ports;
  private final Vertx vertx;
  private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();
  private final Map<String, Backend> backends = new HashMap<>();
  private final Rotation rotation;

  /** Services of which none runs yet. */
  Services(StackOptions options, DataFolder data, Vertx vertx) {
    this.ports = options.ports();
    this.vertx = vertx;
    ServiceSettings settings = new ServiceSettings(ports, data.secrets());
    for (String service : LocalStack.SERVICES) {
      Path module = options.root().resolve(service + "-service");
      for (int replica = 1; replica <= ports.replicas(); replica++) {
        ServiceReplica which = new ServiceReplica(service, replica);
        processes.put(
            which.part(),
            new ServiceProcess(which, ports, module, data.logs(), settings.of(which)));
      }
      backends.put(service, new Backend(replicas(service)));
    }
    this.rotation = new Rotation(vertx, backends.values());
  }

  /** Takes the addresses at which services find each other, where that isn't the one replica's. */
  void listen() {
    rotation.start();
    if (ports.replicas() > 1) {
      LocalStack.SERVICES.forEach(this::listen);
    }
  }

  /** Every replica, running or not. */
  Collection<ServiceProcess> processes() {
    return processes.values();
  }

  ServiceProcess process(ServiceReplica replica) {
    return Objects.requireNonNull(processes.get(replica.part()), replica.part());
  }

  Backend backend(String service) {
    return Objects.requireNonNull(backends.get(service), service);
  }

  private void listen(String service) {
    int port = ports.address(service);
    try {
      new ServiceAddress(vertx, backend(service))
          .listen(port)
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new ServerFailure(
          "The address of %s can't listen on port %d: %s".formatted(service, port, e.getMessage()),
          e);
    }
  }

  private List<SocketAddress> replicas(String service) {
    return IntStream.rangeClosed(1, ports.replicas())
        .mapToObj(replica -> ports.service(new ServiceReplica(service, replica)))
        .map(port -> SocketAddress.inetSocketAddress(port, Ports.HOST))
        .toList();
  }
}
