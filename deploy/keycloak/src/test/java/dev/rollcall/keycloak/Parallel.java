package dev.rollcall.keycloak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The same call many times at once. */
final class Parallel {

  private Parallel() {}

  static <T> List<T> times(int times, Callable<T> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer :
          threads.invokeAll(Stream.generate(() -> call).limit(times).toList())) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
