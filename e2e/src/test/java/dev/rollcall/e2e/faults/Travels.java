package dev.rollcall.e2e.faults;

import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.Journey.Promised;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Companies that go through their {@link Journey}, some at the same time and one after the other,
 * for as long as a disturbance lasts.
 *
 * @param travellers how many travel at the same time
 * @param atLeast how many journeys there are, even if the disturbance is over before
 */
record Travels(Suite suite, Insistent insistent, int travellers, int atLeast) {

  private static final List<String> FOUNDERS = List.of(Suite.ADA, Suite.GRACE);

  /**
   * What came of it.
   *
   * @param disturbance what the disturbance answered
   */
  record Done<T>(List<Promised> arrived, T disturbance) {}

  /** Lets them travel, and waits for them and for the disturbance. */
  <T> Done<T> during(Callable<T> disturbance) throws Exception {
    Queue<Promised> arrived = new ConcurrentLinkedQueue<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<T> disturbing = threads.submit(disturbance);
      List<Future<?>> travels = new ArrayList<>();
      for (int i = 0; i < travellers; i++) {
        String founder = FOUNDERS.get(i % FOUNDERS.size());
        travels.add(threads.submit(() -> travel(founder, disturbing, arrived)));
      }
      for (Future<?> travel : travels) {
        travel.get();
      }
      return new Done<>(List.copyOf(arrived), disturbing.get());
    }
  }

  private void travel(String founder, Future<?> disturbing, Queue<Promised> arrived) {
    while (!disturbing.isDone() || arrived.size() < atLeast) {
      arrived.add(new Journey(suite, founder, insistent).travel());
    }
  }
}
