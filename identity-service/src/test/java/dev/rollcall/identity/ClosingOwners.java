package dev.rollcall.identity;

import dev.rollcall.identity.IdentityWorld.Founded;
import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import io.restassured.response.Response;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;

/** Deletes an office while billing and numbering, whom the test plays, answer for it. */
record ClosingOwners(Founded world, UUID office) {

  /** What identity asks: the process and its newest attempt. */
  record Question(String process, int attempt) {}

  /** The request to delete, which waits while the owners answer. */
  Response delete(Runnable answers) throws Exception {
    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<Response> waiting =
          threads.submit(
              () ->
                  world
                      .call()
                      .header("Prefer", "wait=10")
                      .delete(world.path("/offices/" + office)));
      answers.run();
      return waiting.get();
    }
  }

  /** Begins to delete without waiting: the office is CLOSING. */
  Response begin() {
    return world.call().header("Prefer", "wait=0").delete(world.path("/offices/" + office));
  }

  /** Both say that nothing is in it. */
  void grant() {
    grantFrom(1);
  }

  /** Both say so to the newest attempt, once it is that one at least. */
  void grantFrom(int attempt) {
    Question question = asked(attempt);
    seats(question, "granted", "");
    numbers(question, "granted", "");
  }

  void refuse(int licenses, int invitations, int numbers) {
    Question question = asked(1);
    seats(
        question,
        "refused",
        ", \"licenses\": %d, \"invitations\": %d".formatted(licenses, invitations));
    numbers(question, "refused", ", \"numbers\": " + numbers);
  }

  /** What identity asks by now, once it is at that attempt. */
  Question asked(int attempt) {
    return Eventually.there("attempt " + attempt, () -> question(attempt));
  }

  private Optional<Question> question(int attempt) {
    return OutboxRows.ofAggregate(world.company().toString()).stream()
        .max(Comparator.comparingLong(OutboxRows.OutboxRow::aggregateVersion))
        .stream()
        .flatMap(row -> StreamSupport.stream(row.payload().path("offices").spliterator(), false))
        .filter(it -> it.path("officeId").asText().equals(office.toString()))
        .map(it -> it.path("closing"))
        .filter(closing -> closing.path("attempt").asInt() >= attempt)
        .map(
            closing ->
                new Question(closing.path("processId").asText(), closing.path("attempt").asInt()))
        .findFirst();
  }

  void seats(Question question, String what, String more) {
    send("seat-request", question, what, more);
  }

  void numbers(Question question, String what, String more) {
    send("number-request", question, what, more);
  }

  private void send(String topic, Question question, String what, String more) {
    Events.send(
        "rollcall." + topic + ".v1",
        question.process,
        "rollcall." + topic + ".closing-" + what + ".v1",
        world.company(),
        question.attempt,
        """
        {"processId": "%s", "attempt": %d, "companyId": "%s", "officeId": "%s" %s}
        """
            .formatted(question.process, question.attempt, world.company(), office, more));
  }
}
