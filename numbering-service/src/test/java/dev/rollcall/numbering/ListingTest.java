package dev.rollcall.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.HttpSurface;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.RollcallTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "numbering")
class ListingTest {

  private final NumberingWorld world = NumberingWorld.open();

  @Test
  @DisplayName("API methods, media types, headers and encodings are the same for every operation")
  void httpSurface() {
    assertThat(HttpSurface.deviations()).isEmpty();
  }

  @Test
  @DisplayName("NUM-4 lists have what their filters say, together and alone, in the same order")
  void filters() {
    String local = world.bought("LOCAL");
    String tollFree = world.bought("TOLL_FREE");
    String pending = world.available("LOCAL");
    String hold = world.hold(pending).path("id");
    world.requestPurchase(hold).then().statusCode(202);
    List<String> all = Stream.of(local, tollFree, pending).sorted().toList();

    assertThat(e164s("limit=50")).isEqualTo(all);
    assertThat(e164s("type=TOLL_FREE")).containsExactly(tollFree);
    assertThat(e164s("state=HELD")).containsExactly(pending);
    assertThat(e164s("state=RESERVED&type=LOCAL")).containsExactly(local);
    assertThat(e164s("type=LOCAL")).isEqualTo(Stream.of(local, pending).sorted().toList());
    assertThat(e164s("officeId=" + world.office)).isEqualTo(all);
    assertThat(e164s("officeId=" + world.office + "&type=TOLL_FREE")).containsExactly(tollFree);
    assertThat(e164s("officeId=" + UUID.randomUUID())).isEmpty();
    assertThat(e164s("userId=" + UUID.randomUUID())).isEmpty();
    assertThat(e164s("limit=2&type=LOCAL&state=RESERVED")).containsExactly(local);
  }

  @Test
  @DisplayName("API an id with the NUL character is not there")
  void nulInPath() {
    world
        .asAdmin()
        .urlEncodingEnabled(false)
        .get("/numbers/%00")
        .then()
        .spec(Problems.problem(404, "NOT_FOUND"));
  }

  private List<String> e164s(String filters) {
    return world
        .asAdmin()
        .get("/numbers?" + filters)
        .then()
        .statusCode(200)
        .extract()
        .path("items.e164");
  }
}
