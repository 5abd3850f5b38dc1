package dev.rollcall.invitation.batching;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The part of a batch that one job works through; written as the job's subject.
 *
 * @param batch the operation's id
 * @param from position of its first row, from 1
 * @param to position of its last row
 */
record Chunk(UUID batch, int from, int to) {

  private static final Pattern WRITTEN = Pattern.compile("([0-9a-f-]{36})/(\\d+)-(\\d+)");

  /** The chunks of a batch of that many rows. */
  static List<Chunk> of(UUID batch, int rows, int size) {
    return IntStream.iterate(1, from -> from <= rows, from -> from + size)
        .mapToObj(from -> new Chunk(batch, from, Math.min(rows, from + size - 1)))
        .toList();
  }

  /** What {@link #toString} has written. */
  static Chunk parse(String subject) {
    Matcher parts = WRITTEN.matcher(subject);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no chunk of a batch: " + subject);
    }
    return new Chunk(
        UUID.fromString(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)));
  }

  @Override
  public String toString() {
    return batch + "/" + from + "-" + to;
  }
}
