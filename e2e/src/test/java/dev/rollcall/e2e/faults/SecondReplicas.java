package dev.rollcall.e2e.faults;

import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.local.stack.ServiceReplica;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The second replica of each service, while a test has them. */
final class SecondReplicas implements AutoCloseable {

  private final LocalStack stack;

  SecondReplicas(LocalStack stack) {
    this.stack = stack;
  }

  /** Starts those that don't run, and waits until they are ready. */
  SecondReplicas started() {
    onEach(service -> stack.start(second(service)));
    return this;
  }

  /** Does that for every service at once, with the name of its first replica. */
  static void onEach(Consumer<String> action) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> all =
          LocalStack.SERVICES.stream()
              .map(service -> threads.submit(() -> action.accept(service)))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The name of the part, e.g. {@code billing-2}. */
  static String second(String service) {
    return new ServiceReplica(service, 2).part();
  }

  /** Leaves the stack as it was: one replica of each service. */
  @Override
  public void close() {
    onEach(this::leaveOne);
  }

  private void leaveOne(String service) {
    stack.start(service);
    stack.stop(second(service));
  }
}
