package dev.rollcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The one address at which services find another service, whichever of its replicas live: what a
 * Kubernetes Service is in a cluster. Like there it knows connections only, not requests: each goes
 * to the replica whose turn it is.
 */
public final class ServiceAddress {

  private final NetClient client;
  private final NetServer server;
  private final Backend backend;

  /** An address that is not taken yet. */
  public ServiceAddress(Vertx vertx, Backend backend) {
    this.backend = backend;
    this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(1_000));
    this.server =
        vertx
            .createNetServer(new NetServerOptions().setHost("localhost"))
            .connectHandler(this::connected);
  }

  /** Listens on loopback, until the Vert.x instance is closed. */
  public Future<NetServer> listen(int port) {
    return server.listen(port, "localhost");
  }

  private void connected(NetSocket caller) {
    caller.pause();
    connect(new ArrayList<>())
        .onSuccess(service -> join(caller, service))
        .onFailure(nobody -> caller.close());
  }

  private Future<NetSocket> connect(List<SocketAddress> tried) {
    SocketAddress replica = backend.next(tried);
    if (tried.contains(replica)) {
      return Future.failedFuture("no replica answers");
    }
    tried.add(replica);
    return client.connect(replica).recover(refused -> connect(tried));
  }

  private static void join(NetSocket caller, NetSocket service) {
    // Each end that goes takes the other along.
    caller.pipeTo(service);
    service.pipeTo(caller);
  }
}
