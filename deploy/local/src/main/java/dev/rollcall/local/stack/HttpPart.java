package dev.rollcall.local.stack;

import dev.rollcall.platform.test.server.LocalServer;
import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.ServerFailure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** An HTTP server inside this JVM: the gateway, the mailbox. */
final class HttpPart implements LocalServer {

  private final String name;
  private final int port;
  private final IntFunction<Future<HttpServer>> listen;
  private @Nullable HttpServer server;

  /**
   * A server that doesn't listen yet.
   *
   * @param listen starts it on a port
   */
  HttpPart(String name, int port, IntFunction<Future<HttpServer>> listen) {
    this.name = name;
    this.port = port;
    this.listen = listen;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void start() {
    if (server == null) {
      try {
        server = listen.apply(port).toCompletionStage().toCompletableFuture().join();
      } catch (CompletionException e) {
        throw new ServerFailure(
            "The %s can't listen on port %d: %s".formatted(name, port, e.getMessage()), e);
      }
    }
  }

  @Override
  public boolean ready() {
    return Ports.taken(port);
  }

  @Override
  public Optional<Long> pid() {
    return Optional.empty();
  }

  @Override
  public synchronized void stop() {
    if (server != null) {
      server.close().toCompletionStage().toCompletableFuture().join();
      server = null;
    }
  }
}
