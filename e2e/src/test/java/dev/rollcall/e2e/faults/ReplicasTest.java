package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.EventLog;
import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.FaultSettings.Outcome;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.local.stack.ServiceReplica;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two of each service. The order saves time only: the second replicas, which the first test has
 * come, stay for the others.
 */
@ExtendWith(Suite.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasTest {

  private static final int TRAVELLERS = FaultSettings.FULL ? 4 : 2;
  private static final int ROUNDS = FaultSettings.FULL ? 5 : 1;
  private static final int JOURNEYS = FaultSettings.FULL ? 30 : 4;
  private static final int COMPANIES = FaultSettings.FULL ? 20 : 2;
  private static final int OFFICES = FaultSettings.FULL ? 4 : 2;
  private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(3).toNanos();

  private final Insistent insistent = new Insistent();

  @AfterAll
  static void oneOfEach(Suite suite) {
    suite.moveTime(Duration.ZERO);
    new SecondReplicas(suite.stack()).close();
  }

  @Test
  @Order(1)
  @DisplayName("X-1 X-2 replicas come, are killed and go during load: all ends well, and once")
  void comeAndGo(Suite suite, TestReporter reporter) throws Exception {
    LocalStack stack = suite.stack();
    new SecondReplicas(stack).close();
    Reckoning reckoning = Reckoning.before(suite, insistent);
    long seed = FaultSettings.seed();
    reporter.publishEntry("seed", Long.toString(seed));

    Travels.Done<Integer> done =
        new Travels(suite, insistent, TRAVELLERS, JOURNEYS)
            .during(() -> comingAndGoing(stack, new Random(seed)));

    int doubledMails = reckoning.after(done.arrived());
    FaultSettings.report(
        reporter,
        new Outcome(
            "one of two replicas killed or stopped, and back",
            done.disturbance(),
            insistent.calls(),
            0,
            0,
            "%d journeys, %d calls repeated, %d mails sent twice, seed %d"
                .formatted(done.arrived().size(), insistent.repeated(), doubledMails, seed)));
  }

  @Test
  @DisplayName("callers that wait are answered by whichever replica took the request")
  void waitingCallers(Suite suite) throws Exception {
    bothRun(suite);

    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < COMPANIES; i++) {
      answers.add(answeredInTime(suite, 1));
      answers.add(answeredInTime(suite, 2));
    }

    assertThat(answers).extracting(answer -> answer.text("status")).containsOnly("PENDING");
  }

  @Test
  @DisplayName("X-1 INV-8 with two schedulers each mail is sent once, each invitation expires once")
  void schedulersRunOnce(Suite suite) throws Exception {
    bothRun(suite);
    suite.moveTime(Duration.ZERO);
    List<Company> companies = new ArrayList<>();
    List<String> emails = new ArrayList<>();
    for (int i = 0; i < COMPANIES; i++) {
      Company company = Company.signUp(suite, Suite.GRACE);
      companies.add(company);
      for (String email : List.of(Suite.freshEmail("one"), Suite.freshEmail("two"))) {
        company.invited(email);
        emails.add(email);
      }
    }
    for (String email : emails) {
      insistent.call(() -> suite.mails(email), answer -> !answer.body().isEmpty());
    }

    suite.moveTime(Duration.ofHours(25));

    for (Company company : companies) {
      insistent.call(
          () -> company.admin().get(company.path("billing", "/licenses?state=FREE")),
          answer -> answer.items().size() == 2);
    }
    // What a second expiry or mail would have done is done by then.
    new Consumers(suite.stack().kafkaBootstrap()).awaitCaughtUp();
    assertThat(emails).allSatisfy(email -> assertThat(suite.mails(email).body()).hasSize(1));
    for (Company company : companies) {
      assertThat(published(suite, company, "invitation.expired"))
          .hasSize(2)
          .doesNotHaveDuplicates();
      assertThat(published(suite, company, "license.freed")).hasSize(2).doesNotHaveDuplicates();
      JsonNode verified =
          company.admin().get(company.path("billing", "/ledger/verification")).expect(200).body();
      assertThat(verified.path("valid").asBoolean()).isTrue();
    }
  }

  /** What a rolling update does: each replica goes gracefully, and is back before the next goes. */
  @Test
  @DisplayName("X-1 every service is restarted replica by replica under load: no request fails")
  void replicaByReplica(Suite suite, TestReporter reporter) throws Exception {
    bothRun(suite);

    OfficeWork work = new OfficeWork(suite, OFFICES);
    int restarted = work.during(() -> restartAll(suite.stack(), work));

    assertThat(work.failed()).isEmpty();
    FaultSettings.report(
        reporter,
        new Outcome(
            "rolling restart of two replicas of each service",
            restarted,
            work.requests(),
            work.failed().size(),
            0,
            "no answer above 499"));
  }

  /** Work goes on before, between and after the restarts, however slow the machine is. */
  private static int restartAll(LocalStack stack, OfficeWork work) {
    for (int round = 0; round < ROUNDS; round++) {
      SecondReplicas.onEach(
          service -> {
            work.awaitAnotherRound();
            stack.restart(service);
            work.awaitAnotherRound();
            stack.restart(SecondReplicas.second(service));
            work.awaitAnotherRound();
          });
    }
    return 2 * ROUNDS * LocalStack.SERVICES.size();
  }

  /** The second replicas come; then in every round each service loses one of its two. */
  private static int comingAndGoing(LocalStack stack, Random random) throws Exception {
    new SecondReplicas(stack).started();
    new Consumers(stack.kafkaBootstrap()).awaitMembers(2);
    int struck = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Strike> strikes = new HashMap<>();
      LocalStack.SERVICES.forEach(service -> strikes.put(service, Strike.any(random)));
      SecondReplicas.onEach(
          service -> Objects.requireNonNull(strikes.get(service)).on(stack, service));
      struck += strikes.size();
    }
    new Consumers(stack.kafkaBootstrap()).awaitMembers(2);
    return struck;
  }

  /**
   * What happens to a service.
   *
   * @param replica which of the two it happens to
   * @param kill whether it is killed, or stopped as in a rolling update
   */
  private record Strike(int replica, boolean kill, long pauseNanos) {

    static Strike any(Random random) {
      return new Strike(
          1 + random.nextInt(2), random.nextBoolean(), random.nextLong(LONGEST_PAUSE_NANOS));
    }

    void on(LocalStack stack, String service) {
      String part = new ServiceReplica(service, replica).part();
      LockSupport.parkNanos(pauseNanos);
      if (kill) {
        stack.kill(part);
      } else {
        stack.stop(part);
      }
      LockSupport.parkNanos(pauseNanos);
      stack.start(part);
    }
  }

  private static void bothRun(Suite suite) throws Exception {
    new SecondReplicas(suite.stack()).started();
    new Consumers(suite.stack().kafkaBootstrap()).awaitMembers(2);
  }

  /** Of a call that a busy machine keeps for longer than it waits, another is made. */
  private Answer answeredInTime(Suite suite, int replica) {
    return insistent.call(
        () -> invite(suite, Company.signUp(suite, Suite.ADA), replica),
        answer -> answer.status() == 201);
  }

  /** Straight to one replica; who settles the invitation is whoever reads the seat's answer. */
  private static Answer invite(Suite suite, Company company, int replica) {
    return Api.at(suite.stack().serviceUrl(new ServiceReplica("invitation", replica)))
        .as(suite.token(company.founder(), Suite.DEMO_PASSWORD))
        .with("Prefer", "wait=10")
        .post(
            company.path("invitation", "/invitations"),
            company.invitation(Suite.freshEmail("waits")));
  }

  /** The keys of the events of that type, once for each event. */
  private static List<String> published(Suite suite, Company company, String type) {
    return EventLog.of(suite.stack().kafkaBootstrap(), company.id()).stream()
        .filter(event -> event.type().contains(type))
        .map(EventLog.Published::key)
        .toList();
  }
}
