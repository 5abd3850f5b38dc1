package dev.rollcall.platform.web.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IdPageTest {

  private static final UUID START = UUID.fromString(IdPage.START);

  @Test
  @DisplayName("X-3 pages follow each other by id, and the last one says so")
  void pages() {
    IdPage<UUID> first = page(START, 2, 5);
    IdPage<UUID> second = page(next(first), 2, 5);
    IdPage<UUID> third = page(next(second), 2, 5);

    assertThat(Stream.of(first, second, third).flatMap(page -> page.items().stream()))
        .containsExactlyElementsOf(ids(5));
    assertThat(third.next()).isNull();
  }

  @Test
  @DisplayName("X-3 a limit out of range is moved into it")
  void limits() {
    assertThat(page(START, 0, 3).items()).hasSize(1);
    assertThat(page(START, 1_000, 300).items()).hasSize(IdPage.MOST);
  }

  @Test
  @DisplayName("X-3 lists are merged as far as all of them have told")
  void horizon() {
    IdPage<UUID> far = page(START, 4, 5);
    IdPage<UUID> near = page(START, 2, 5);
    IdPage<UUID> whole = page(START, 9, 5);

    Optional<UUID> horizon = IdPage.horizon(Stream.of(far, near, whole));

    assertThat(horizon).contains(ids(3).getLast());
    assertThat(far.before(horizon, Function.identity())).containsExactlyElementsOf(ids(2));
    assertThat(IdPage.horizon(Stream.of(whole))).isEmpty();
    assertThat(whole.before(Optional.empty(), Function.identity())).hasSize(5);
  }

  @Test
  @DisplayName("X-3 ids are in the order of PostgreSQL, which has no sign")
  void order() {
    UUID low = UUID.fromString("7fffffff-0000-7000-8000-000000000000");
    UUID high = UUID.fromString("80000000-0000-7000-8000-000000000000");

    assertThat(IdPage.BY_ID.compare(low, high)).isNegative();
  }

  private static IdPage<UUID> page(UUID from, int limit, int of) {
    return IdPage.read(from, limit, Function.identity(), (start, most) -> read(start, most, of))
        .await()
        .atMost(Duration.ofSeconds(60));
  }

  private static Uni<List<UUID>> read(UUID from, int atMost, int of) {
    return Uni.createFrom()
        .item(
            ids(of).stream()
                .filter(id -> IdPage.BY_ID.compare(id, from) >= 0)
                .limit(atMost)
                .toList());
  }

  private static UUID next(IdPage<UUID> page) {
    return Optional.ofNullable(page.next()).orElseThrow();
  }

  private static List<UUID> ids(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(id -> new UUID(0, id)).toList();
  }
}
