package dev.rollcall.invitation.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChunkTest {

  @Property
  @Label("INV-12 the jobs of a batch work through each row once")
  void eachRowOnce(
      @ForAll @IntRange(min = 1, max = 600) int rows,
      @ForAll @IntRange(min = 1, max = 100) int size) {
    List<Chunk> chunks = Chunk.of(UUID.randomUUID(), rows, size);
    assertThat(chunks.stream().flatMapToInt(part -> IntStream.rangeClosed(part.from(), part.to())))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, rows).boxed().toList());
    assertThat(chunks).allSatisfy(part -> assertThat(Chunk.parse(part.toString())).isEqualTo(part));
  }
}
