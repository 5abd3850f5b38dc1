package dev.rollcall.platform.web.waiting;

import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.web.json.Scalars;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@link Waiting} by LISTEN/NOTIFY, and by looking again every 250 ms where one was missed. */
@ApplicationScoped
class NotifiedWaiting implements Waiting {

  private static final Duration USUAL = Duration.ofSeconds(2);
  private static final int MOST_SECONDS = 10;
  private static final long LOOK_AGAIN_MILLIS = 250;

  /** RFC 7240 §4.3: a preference among others, parameters after it ignored. */
  private static final Pattern WAIT =
      Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=[,;]|$)");

  private final Notifications notifications;
  private final Map<UUID, Set<Waiter>> waiters = new ConcurrentHashMap<>();

  NotifiedWaiting(Notifications notifications) {
    this.notifications = notifications;
  }

  @Override
  public Duration preferred(@Nullable String prefer) {
    return preferred(prefer, USUAL);
  }

  @Override
  public Duration preferred(@Nullable String prefer, Duration usual) {
    Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
    return wait.find()
        ? Duration.ofSeconds(Math.min(MOST_SECONDS, Long.parseLong(wait.group(1))))
        : usual;
  }

  @Override
  public <T> Uni<T> until(
      UUID subject, Duration atMost, Supplier<Uni<T>> read, Predicate<? super T> settled) {
    return Uni.createFrom()
        .deferred(() -> new Wait<T>(subscribe(subject), subject, atMost, read, settled).begin());
  }

  @Override
  public Uni<Void> settled(UUID subject) {
    return Statement.of("select pg_notify(:channel, :subject)")
        .set("channel", CHANNEL)
        .set("subject", subject.toString())
        .run();
  }

  private Waiter subscribe(UUID subject) {
    Context context = Vertx.currentContext();
    if (context == null) {
      throw new IllegalStateException("waiting needs the Vert.x context of its caller");
    }
    notifications.listen(CHANNEL, this::wake);
    var waiter = new Waiter(context);
    waiters.compute(subject, (id, all) -> with(all, waiter));
    return waiter;
  }

  private void unsubscribe(UUID subject, Waiter waiter) {
    waiters.computeIfPresent(subject, (id, all) -> without(all, waiter));
  }

  private static Set<Waiter> with(@Nullable Set<Waiter> all, Waiter waiter) {
    Set<Waiter> more = all == null ? ConcurrentHashMap.newKeySet() : all;
    more.add(waiter);
    return more;
  }

  private static @Nullable Set<Waiter> without(Set<Waiter> all, Waiter waiter) {
    all.remove(waiter);
    return all.isEmpty() ? null : all;
  }

  private void wake(String payload) {
    Scalars.uuid(payload).map(waiters::get).ifPresent(all -> all.forEach(Waiter::wake));
  }

  /** One caller's wait: read, and while it isn't settled, pause and read again. */
  private final class Wait<T> {
    private final Waiter waiter;
    private final UUID subject;
    private final long deadline;
    private final Supplier<Uni<T>> read;
    private final Predicate<? super T> settled;

    Wait(
        Waiter waiter,
        UUID subject,
        Duration atMost,
        Supplier<Uni<T>> read,
        Predicate<? super T> settled) {
      this.waiter = waiter;
      this.subject = subject;
      this.deadline = System.nanoTime() + atMost.toNanos();
      this.read = read;
      this.settled = settled;
    }

    Uni<T> begin() {
      return read().onTermination().invoke(() -> unsubscribe(subject, waiter));
    }

    private Uni<T> read() {
      return read.get().chain(this::answerOrPause);
    }

    private Uni<T> answerOrPause(T value) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0 || settled.test(value)) {
        return Uni.createFrom().item(value);
      }
      return waiter.pause(Math.min(LOOK_AGAIN_MILLIS, left)).chain(this::read);
    }
  }
}
