package dev.rollcall.local.dlq;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Which dead letters were replayed: one record for each on the topic {@value #TOPIC}, whose key
 * names topic, partition and offset.
 *
 * <p>A topic of marks, rather than committed offsets of a group: an offset can only say "all up to
 * here", while a person replays the one event whose cause is fixed and leaves its neighbours. Marks
 * in the metadata of a commit would be bounded to 4 KiB, and a group that nobody is a member of is
 * forgotten after a week, before its dead letters are. Marks are kept for 30 days, longer than dead
 * letters (14), so that none comes back as unreplayed.
 *
 * <p>A mark is written after Kafka has confirmed the replay. A crash between the two replays the
 * event a second time, which the inbox makes harmless; it never loses one.
 */
final class ReplayMarks {

  static final String TOPIC = "rollcall.dlq.replayed";

  private final Set<String> replayed = new HashSet<>();

  static ReplayMarks read(TopicReader reader) {
    ReplayMarks marks = new ReplayMarks();
    reader.read(
        TOPIC,
        mark -> {
          if (mark.key() != null) {
            marks.replayed.add(new String(mark.key(), StandardCharsets.UTF_8));
          }
        });
    return marks;
  }

  boolean has(DeadLetter letter) {
    return replayed.contains(letter.place());
  }

  /** The mark of a letter that was replayed at that time. */
  static ProducerRecord<byte[], byte[]> of(DeadLetter letter, Instant at) {
    return new ProducerRecord<>(
        TOPIC,
        letter.place().getBytes(StandardCharsets.UTF_8),
        at.toString().getBytes(StandardCharsets.UTF_8));
  }
}
