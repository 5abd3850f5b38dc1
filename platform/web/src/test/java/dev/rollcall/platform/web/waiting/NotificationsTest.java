package dev.rollcall.platform.web.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.RollcallTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** LISTEN/NOTIFY itself: the waiting tests would pass by looking again alone. */
@RollcallTest(service = "invitation")
class NotificationsTest {

  private static final String CHANNEL = "rollcall_test";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject Notifications notifications;
  @Inject Pool pool;

  @Test
  @DisplayName("ARCH notifications arrive, and arrive again after the connection was lost")
  void arriveAgain() {
    Set<String> heard = ConcurrentHashMap.newKeySet();
    notifications.listen(CHANNEL, heard::add);

    sayUntilHeard("before", heard);
    int cut =
        run(
            "select pg_terminate_backend(pid) from pg_stat_activity where query like $1",
            "listen " + CHANNEL + "%");
    sayUntilHeard("after", heard);

    assertThat(cut).isEqualTo(1);
    assertThat(heard).contains("before", "after");
  }

  /** Says it again and again: what is said while nobody listens is lost, by design. */
  private void sayUntilHeard(String word, Set<String> heard) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!heard.contains(word)) {
      assertThat(Instant.now()).as("heard " + word).isBefore(deadline);
      run("select pg_notify('" + CHANNEL + "', $1)", word);
    }
  }

  private int run(String sql, String parameter) {
    return pool.preparedQuery(sql).execute(Tuple.of(parameter)).await().atMost(PATIENCE).size();
  }
}
