package dev.rollcall.platform.web.waiting;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * LISTEN on one connection of the pool, which it keeps for itself and replaces when it is lost. A
 * notification may be missed meanwhile, so nobody may rely on one: listeners look again by
 * themselves too. The connection is taken when the first listener comes.
 */
@ApplicationScoped
public class Notifications {

  private static final Logger LOG = Logger.getLogger(Notifications.class);
  private static final long RECONNECT_MILLIS = 500;
  private static final Pattern CHANNEL = Pattern.compile("[a-z_]{1,63}");

  private final Pool pool;
  private final Vertx vertx;
  private final Map<String, Consumer<String>> listeners = new ConcurrentHashMap<>();

  /** Everything below happens on this context only. */
  private final Context context;

  private @Nullable PgConnection connection;
  private boolean connecting;
  private boolean closed;

  Notifications(Pool pool, Vertx vertx) {
    this.pool = pool;
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
  }

  /**
   * Calls the listener with the payload of every notification on that channel, on an event loop; it
   * must not block. One listener per channel.
   */
  public void listen(String channel, Consumer<String> listener) {
    if (!CHANNEL.matcher(channel).matches()) {
      throw new IllegalArgumentException(channel);
    }
    if (listeners.putIfAbsent(channel, listener) == null) {
      context.runOnContext(nothing -> subscribe(channel));
    }
  }

  void stop(@Observes ShutdownEvent shutdown) {
    context.runOnContext(nothing -> close());
  }

  private void subscribe(String channel) {
    if (connection == null) {
      connect();
    } else {
      listenOn(connection, channel);
    }
  }

  private void connect() {
    if (connecting || closed) {
      return;
    }
    connecting = true;
    pool.getDelegate().getConnection().onComplete(this::connected);
  }

  private void connected(AsyncResult<SqlConnection> result) {
    // The pool answers on whatever context it likes.
    context.runOnContext(nothing -> adopt(result));
  }

  private void adopt(AsyncResult<SqlConnection> result) {
    connecting = false;
    if (result.failed()) {
      LOG.debugf(result.cause(), "no connection to listen on, trying again");
      vertx.setTimer(RECONNECT_MILLIS, timer -> reconnect());
      return;
    }
    PgConnection fresh = (PgConnection) result.result();
    connection = fresh;
    fresh.closeHandler(nothing -> reconnect());
    fresh.notificationHandler(this::dispatch);
    listeners.keySet().forEach(channel -> listenOn(fresh, channel));
  }

  private void reconnect() {
    context.runOnContext(nothing -> forgetAndConnect());
  }

  private void forgetAndConnect() {
    connection = null;
    connect();
  }

  private static void listenOn(PgConnection on, String channel) {
    on.query("listen " + channel)
        .execute()
        .onFailure(failure -> LOG.warnf(failure, "cannot listen on %s", channel));
  }

  private void dispatch(PgNotification notification) {
    Consumer<String> listener = listeners.get(notification.getChannel());
    if (listener != null) {
      listener.accept(notification.getPayload());
    }
  }

  private void close() {
    closed = true;
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
