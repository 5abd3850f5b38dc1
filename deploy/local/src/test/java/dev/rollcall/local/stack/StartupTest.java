package dev.rollcall.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.test.server.ServerFailure;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StartupTest {

  @Test
  @DisplayName("A part starts when all that it needs is ready")
  void order() {
    Queue<String> started = new ConcurrentLinkedQueue<>();
    try (Startup startup = new Startup(Progress.SILENT)) {
      Startup.Part database = startup.begin("database", () -> started.add("database"));
      Startup.Part service = startup.begin("service", () -> started.add("service"), database);
      startup.begin("connector", () -> started.add("connector"), service, database);
      startup.await();
    }

    assertThat(started).containsExactlyElementsOf(List.of("database", "service", "connector"));
  }

  @Test
  @Timeout(60)
  @DisplayName("Parts that need nothing of each other start side by side")
  void sideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    try (Startup startup = new Startup(Progress.SILENT)) {
      startup.begin("one", () -> meet(both));
      startup.begin("two", () -> meet(both));
      startup.await();
    }

    assertThat(both.getCount()).isZero();
  }

  @Test
  @Timeout(60)
  @DisplayName("The first failure ends the wait with its own message, while others still start")
  void failsFast() {
    try (Startup startup = new Startup(Progress.SILENT)) {
      startup.begin("slow", () -> meet(new CountDownLatch(2)));
      startup.begin("broken", () -> fail("broken: no such jar"));

      assertThatThrownBy(startup::await)
          .isInstanceOf(ServerFailure.class)
          .hasMessage("broken: no such jar");
    }
  }

  private static void fail(String message) {
    throw new ServerFailure(message);
  }

  private static void meet(CountDownLatch latch) {
    latch.countDown();
    try {
      latch.await(240, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("interrupted", e);
    }
  }
}
