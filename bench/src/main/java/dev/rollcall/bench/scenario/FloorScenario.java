package dev.rollcall.bench.scenario;

import dev.rollcall.platform.test.server.ServerFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What this machine's PostgreSQL does at best: one row and a durable commit at a time. Other
 * figures are to be read beside it.
 */
public final class FloorScenario implements Scenario {

  private static final int CONNECTIONS = 16;

  @Override
  public String name() {
    return "floor";
  }

  @Override
  public String about() {
    return "one row inserted and committed at a time, on the suite's PostgreSQL";
  }

  @Override
  public void run(Bench bench) {
    Duration time = Duration.ofSeconds(bench.many(5, 2));
    execute(bench, "create table if not exists bench_floor (id uuid primary key, at timestamptz)");
    for (int connections : List.of(1, CONNECTIONS)) {
      double perSecond = insert(bench, connections, time);
      bench
          .report()
          .add(name(), "inserts committed, %d connections".formatted(connections), perSecond, "/s");
    }
    execute(bench, "drop table bench_floor");
  }

  private static void execute(Bench bench, String sql) {
    try (Connection admin = bench.suite().admin("postgres");
        Statement statement = admin.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new ServerFailure("The floor can't be measured: " + e.getMessage(), e);
    }
  }

  private static double insert(Bench bench, int connections, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<Integer>> working = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        working.add(threads.submit(inserting(bench, end)));
      }
      int rows = 0;
      for (Future<Integer> one : working) {
        rows += one.get();
      }
      return rows / (time.toNanos() / 1e9);
    } catch (ExecutionException e) {
      throw new ServerFailure("The floor can't be measured: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted", e);
    }
  }

  private static Callable<Integer> inserting(Bench bench, long end) {
    return () -> {
      int rows = 0;
      try (Connection admin = bench.suite().admin("postgres");
          PreparedStatement insert =
              admin.prepareStatement("insert into bench_floor (id, at) values (?, now())")) {
        while (System.nanoTime() < end) {
          insert.setObject(1, UUID.randomUUID());
          rows += insert.executeUpdate();
        }
      }
      return rows;
    };
  }
}
