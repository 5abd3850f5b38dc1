package dev.rollcall.local.dlq;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/**
 * {@code rollcall dlq}: lists dead letters, shows them, and replays them after a fix. A replay goes
 * to the retry topic of the group that gave the event up, never to the topic that other groups read
 * (EVENTS.md, Topics).
 */
public final class DlqCommand {

  private static final String LIST_LINE = "%8s  %-20s  %-20s  %-28s  %s";

  private final KafkaClients kafka;
  private final Consumer<String> out;
  private final Clock clock;

  private DlqCommand(KafkaClients kafka, Consumer<String> out, Clock clock) {
    this.kafka = kafka;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Runs what follows {@code dlq} on the command line.
   *
   * @param out takes each line for the person who asked
   * @throws IllegalArgumentException for a wrong command line, with a message for people
   * @throws DlqFailure when it can't be done, with a message for people
   */
  public static void run(List<String> arguments, Consumer<String> out, Clock clock) {
    DlqArguments parsed = DlqArguments.parse(arguments);
    KafkaClients kafka = KafkaClients.of(parsed.bootstrap(), parsed.clients());
    new DlqCommand(kafka, out, clock).run(parsed.request());
  }

  private void run(DlqArguments.Request request) {
    try (Admin admin = kafka.admin()) {
      Set<String> topics = new TreeSet<>(admin.listTopics().names().get());
      expect(topics, ReplayMarks.TOPIC);
      switch (request) {
        case DlqArguments.ListAll() -> list(topics);
        case DlqArguments.Show show -> {
          expect(topics, show.topic().name());
          show(show);
        }
        case DlqArguments.Replay replay -> {
          expect(topics, replay.topic().name());
          expect(topics, replay.topic().retries());
          replay(replay);
        }
      }
    } catch (ExecutionException | KafkaException e) {
      throw away(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DlqFailure("Interrupted", e);
    }
  }

  private void list(Set<String> topics) {
    List<String> found = topics.stream().filter(DlqTopic::isOne).toList();
    out.accept(LIST_LINE.formatted("letters", "oldest", "newest", "commonest cause", "topic"));
    long letters = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      TopicReader reader = new TopicReader(consumer);
      ReplayMarks marks = ReplayMarks.read(reader);
      for (String topic : found) {
        Summary summary = summary(reader, marks, topic);
        letters += summary.count();
        if (summary.count() > 0) {
          out.accept(line(topic, summary));
        }
      }
    }
    out.accept(
        letters + " dead letters not replayed yet, in " + found.size() + " dead-letter topics");
  }

  private static Summary summary(TopicReader reader, ReplayMarks marks, String topic) {
    Summary summary = new Summary();
    reader.read(
        topic,
        record -> {
          DeadLetter letter = new DeadLetter(record);
          if (!marks.has(letter)) {
            summary.add(letter);
          }
        });
    return summary;
  }

  private static String line(String topic, Summary summary) {
    return LIST_LINE.formatted(
        summary.count(),
        time(summary.oldest()),
        time(summary.newest()),
        summary.commonest().orElse("-"),
        topic);
  }

  private void show(DlqArguments.Show show) {
    Deque<DeadLetter> newest = new ArrayDeque<>();
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      TopicReader reader = new TopicReader(consumer);
      ReplayMarks marks = ReplayMarks.read(reader);
      reader.read(
          show.topic().name(),
          record -> {
            newest.addLast(new DeadLetter(record));
            if (newest.size() > show.limit()) {
              newest.removeFirst();
            }
          });
      newest.forEach(letter -> show(letter, marks.has(letter), show.payload()));
    }
    out.accept(newest.isEmpty() ? "No dead letters on " + show.topic().name() : "");
  }

  private void show(DeadLetter letter, boolean replayed, boolean payload) {
    UnaryOperator<String> safe = DlqCommand::printable;
    out.accept(
        """

        %d/%d  given up %s%s
          event     %s
          type      %s
          subject   %s
          company   %s
          version   %s
          cause     %s
          read at   %s
          trace     %s
          payload   %d bytes"""
            .formatted(
                letter.partition(),
                letter.offset(),
                letter.at(),
                replayed ? ", replayed" : "",
                safe.apply(letter.eventId()),
                safe.apply(letter.type()),
                safe.apply(letter.subject()),
                safe.apply(letter.company()),
                safe.apply(letter.version()),
                safe.apply(letter.cause()),
                safe.apply(letter.origin()),
                safe.apply(letter.trace()),
                letter.size()));
    if (payload) {
      out.accept("  " + safe.apply(letter.payload()));
    }
  }

  private void replay(DlqArguments.Replay replay) {
    long count = replay(replay.topic(), replay.eventId());
    if (count == 0 && replay.eventId().isPresent()) {
      throw new DlqFailure(
          "No dead letter of event "
              + replay.eventId().get()
              + " is on "
              + replay.topic().name()
              + " that wasn't replayed yet. ./rollcall dlq show "
              + replay.topic().name()
              + " has the ids.");
    }
    out.accept("Replayed " + count + " to " + replay.topic().retries());
  }

  private long replay(DlqTopic topic, Optional<String> eventId) {
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer();
        KafkaProducer<byte[], byte[]> producer = kafka.producer()) {
      TopicReader reader = new TopicReader(consumer);
      ReplayMarks marks = ReplayMarks.read(reader);
      Predicate<DeadLetter> wanted =
          letter -> !marks.has(letter) && eventId.map(letter.eventId()::equals).orElse(true);
      Replayed replayed = new Replayed(producer, topic, clock);
      reader.read(topic.name(), record -> replayed.send(new DeadLetter(record), wanted));
      return replayed.count();
    }
  }

  private void expect(Set<String> topics, String topic) {
    if (!topics.contains(topic)) {
      throw new DlqFailure(
          "Kafka at "
              + kafka.bootstrap()
              + " has no topic "
              + topic
              + ". ./rollcall dlq list has the dead-letter topics; what"
              + " platform/contracts/topics.yaml declares and Kafka lacks must be made before it"
              + " can be used.");
    }
  }

  private DlqFailure away(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return new DlqFailure(
        "Kafka at "
            + kafka.bootstrap()
            + " doesn't answer as it should: "
            + cause.getMessage()
            + "\nStart the stack with ./rollcall up, name its --port-offset, or another Kafka with"
            + " --bootstrap host:port.",
        failure);
  }

  private static String time(Optional<Instant> at) {
    return at.map(instant -> instant.toString().replaceFirst("\\.\\d+Z$", "Z")).orElse("-");
  }

  /** Headers and payloads are whatever somebody sent: nothing of them may steer a terminal. */
  private static String printable(String text) {
    return text.codePoints()
        .map(letter -> Character.isISOControl(letter) ? '?' : letter)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
