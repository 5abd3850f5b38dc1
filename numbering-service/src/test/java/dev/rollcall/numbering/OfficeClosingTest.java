package dev.rollcall.numbering;

import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "numbering")
class OfficeClosingTest {

  private static final String GRANTED = "rollcall.number-request.closing-granted.v1";
  private static final String REFUSED = "rollcall.number-request.closing-refused.v1";

  private final UUID process = UUID.randomUUID();

  @Test
  @DisplayName("CO-3 an empty office is granted; no number is bought for it until it is open again")
  void granted() {
    var world = NumberingWorld.open();
    String hold = world.hold(world.available("LOCAL")).path("id");

    world.closes(2, process, 1);
    OutboxRow answer = answer();
    assertThat(answer.type()).isEqualTo(GRANTED);
    assertThat(answer.payload().path("officeId").asText()).isEqualTo(world.office.toString());
    world.requestPurchase(hold).then().spec(problem(409, "OFFICE_CLOSING"));

    world.publishCompany(3, "OPEN");
    awaitOpen(world, true);
    world.requestPurchase(hold).then().statusCode(202);
  }

  @Test
  @DisplayName("CO-3 a number that is being bought holds its office, and so does a reserved one")
  void refused() {
    var world = NumberingWorld.open();
    world.bought("LOCAL");
    world.requestPurchase(world.hold(world.available("LOCAL")).path("id")).then().statusCode(202);

    world.closes(2, process, 1);

    OutboxRow answer = answer();
    assertThat(answer.type()).isEqualTo(REFUSED);
    assertThat(answer.payload().path("numbers").asInt()).isEqualTo(2);
  }

  @Test
  @DisplayName("CO-3 no number is assigned to a user of an office that closes")
  void assigning() {
    var world = NumberingWorld.open();
    String e164 = world.bought("LOCAL");
    Member bob = world.user();
    world.closes(2, process, 1);
    awaitOpen(world, false);

    world
        .asAdmin()
        .body(Map.of("userId", bob.userId()))
        .put("/numbers/{e164}/assignment", e164)
        .then()
        .spec(problem(409, "OFFICE_CLOSING"));
  }

  @Test
  @DisplayName("X-2 each attempt is answered once, whatever else is told of the company meanwhile")
  void once() {
    var world = NumberingWorld.open();
    world.closes(2, process, 1);
    answer();
    world.closes(3, process, 1);
    world.closes(4, process, 2);

    Eventually.holds(() -> assertThat(versions()).containsExactly(1L, 2L));
  }

  @RepeatedTest(8)
  @DisplayName(
      "CO-3 bought and closed in the same moment: seen and refused, or closing and not sold")
  void race() throws Exception {
    var world = NumberingWorld.open();
    String hold = world.hold(world.available("LOCAL")).path("id");
    var together = new CyclicBarrier(2);
    Response bought;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Response> buying = threads.submit(after(together, () -> world.requestPurchase(hold)));
      threads.submit(after(together, () -> closing(world))).get();
      bought = buying.get();
    }

    assertThat(bought.statusCode()).isIn(202, 409);
    assertThat(answer().type()).isEqualTo(bought.statusCode() == 202 ? REFUSED : GRANTED);
  }

  private Response closing(NumberingWorld world) {
    world.closes(2, process, 1);
    return world.asAdmin().get("/numbers");
  }

  private static <T> Callable<T> after(CyclicBarrier together, Callable<T> call) {
    return () -> {
      together.await(60, TimeUnit.SECONDS);
      return call.call();
    };
  }

  private OutboxRow answer() {
    return Eventually.there(
        "the answer", () -> OutboxRows.ofAggregate(process.toString()).stream().findFirst());
  }

  private List<Long> versions() {
    return OutboxRows.ofAggregate(process.toString()).stream()
        .map(OutboxRow::aggregateVersion)
        .toList();
  }

  private static void awaitOpen(NumberingWorld world, boolean open) {
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select open::text from office_view where office_id = ?", world.office))
                .contains(Boolean.toString(open)));
  }
}
