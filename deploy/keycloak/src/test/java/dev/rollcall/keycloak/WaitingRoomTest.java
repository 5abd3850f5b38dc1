package dev.rollcall.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

  private final WaitingRoom room = new WaitingRoom(3, 2);

  @Test
  @DisplayName("CO-4 the logins of one account don't take all places to wait")
  void leavesPlaces() {
    assertThat(room.enter("bob")).isTrue();
    assertThat(room.enter("bob")).isTrue();
    assertThat(room.enter("bob")).isFalse();
    assertThat(room.enter("ann")).isTrue();
    assertThat(room.enter("eve")).as("no more than in all").isFalse();
  }

  @Test
  @DisplayName("CO-4 a place to wait that was given back is free for any account")
  void givesBack() {
    room.enter("bob");
    room.enter("bob");
    room.enter("ann");
    room.leave("bob");

    assertThat(room.enter("eve")).isTrue();
    assertThat(room.enter("bob")).isFalse();
    room.leave("ann");
    assertThat(room.enter("bob")).isTrue();
  }
}
