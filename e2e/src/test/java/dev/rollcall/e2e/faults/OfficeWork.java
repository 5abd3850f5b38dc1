package dev.rollcall.e2e.faults;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.local.stack.Waiting;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.StoryFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Admins at work through the gateway, reading and writing in every service without a pause. None of
 * them tries anything twice: what fails is noted.
 */
final class OfficeWork {

  private static final Map<String, String> LISTS =
      Map.of(
          "identity", "/users",
          "invitation", "/invitations",
          "numbering", "/numbers",
          "billing", "/licenses");

  private static final List<String> FOUNDERS = List.of(Suite.ADA, Suite.GRACE);
  private static final Duration FOR_A_ROUND = Duration.ofMinutes(4);

  private final List<Company> companies = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger rounds = new AtomicInteger();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();

  /**
   * Offices that are open, and where nobody works yet.
   *
   * @param offices how many admins work at the same time
   */
  OfficeWork(Suite suite, int offices) {
    for (int i = 0; i < offices; i++) {
      companies.add(Company.signUp(suite, FOUNDERS.get(i % FOUNDERS.size())));
    }
  }

  /** Works for as long as the disturbance lasts; answers what it answered. */
  <T> T during(Callable<T> disturbance) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<T> disturbing = threads.submit(disturbance);
      List<Future<?>> shifts = new ArrayList<>();
      for (Company company : companies) {
        shifts.add(threads.submit(() -> work(company, disturbing)));
      }
      for (Future<?> shift : shifts) {
        shift.get();
      }
      return disturbing.get();
    }
  }

  int requests() {
    return requests.get();
  }

  /** Waits until everybody can have asked every service once more. */
  void awaitAnotherRound() {
    int enough = rounds.get() + 2 * companies.size();
    Waiting.until(FOR_A_ROUND, "another round of work", () -> rounds.get() >= enough);
  }

  /** What was answered with 500 or above, or not at all. */
  List<String> failed() {
    return List.copyOf(failed);
  }

  private void work(Company company, Future<?> until) {
    while (!until.isDone()) {
      read(company);
      inviteAndRevoke(company);
      holdAndLetGo(company);
      rounds.incrementAndGet();
    }
  }

  private void read(Company company) {
    LISTS.forEach((service, list) -> call(() -> company.admin().get(company.path(service, list))));
  }

  /** Once under a key, as careful frontends do, and once without. */
  private void inviteAndRevoke(Company company) {
    Api careful = company.admin().with("Idempotency-Key", UUID.randomUUID().toString());
    for (Api admin : List.of(careful, company.admin())) {
      Optional<Answer> invited =
          call(
              () ->
                  admin
                      .with("Prefer", "wait=2")
                      .post(
                          company.path("invitation", "/invitations"),
                          company.invitation(Suite.freshEmail("rolling"))));
      end(company, "invitation", "/invitations/", invited);
    }
  }

  private void holdAndLetGo(Company company) {
    Optional<Answer> offered =
        call(
            () ->
                company
                    .admin()
                    .get(
                        company.path(
                            "numbering", "/available-numbers?country=US&type=LOCAL&areaCode=415")));
    offered.ifPresent(
        numbers -> end(company, "numbering", "/number-holds/", hold(company, numbers)));
  }

  private Optional<Answer> hold(Company company, Answer offered) {
    int any = Math.floorMod(company.id().hashCode(), Math.max(1, offered.items().size()));
    String e164 = offered.items().path(any).path("e164").asText();
    return call(
        () ->
            company.admin().post(company.path("numbering", "/number-holds"), Map.of("e164", e164)));
  }

  /** Takes back what was made, if it was. */
  private void end(Company company, String service, String list, Optional<Answer> made) {
    String id = made.map(answer -> answer.text("id")).orElse("");
    if (!id.isEmpty()) {
      call(() -> company.admin().delete(company.path(service, list + id)));
    }
  }

  private Optional<Answer> call(Supplier<Answer> call) {
    requests.incrementAndGet();
    try {
      Answer answer = call.get();
      if (answer.status() >= 500) {
        failed.add(answer.call() + " answered " + answer.status() + " " + answer.body());
      }
      return Optional.of(answer);
    } catch (StoryFailure noAnswer) {
      failed.add(String.valueOf(noAnswer.getMessage()));
      return Optional.empty();
    }
  }
}
