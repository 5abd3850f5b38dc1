package dev.rollcall.keycloak;

import java.util.HashMap;
import java.util.Map;

/** Places in which logins may wait: a number in all, and of those a number for each account. */
final class WaitingRoom {

  private final int most;
  private final int mostOfOne;
  private final Map<String, Integer> waiting = new HashMap<>();
  private int taken;

  WaitingRoom(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /** Takes a place for a login of that account, or answers false where there is none for it. */
  synchronized boolean enter(String account) {
    int ofAccount = waiting.getOrDefault(account, 0);
    if (taken == most || ofAccount == mostOfOne) {
      return false;
    }
    taken++;
    waiting.put(account, ofAccount + 1);
    return true;
  }

  /** Gives a place back that was taken for the account. */
  synchronized void leave(String account) {
    taken--;
    waiting.computeIfPresent(account, (same, logins) -> logins == 1 ? null : logins - 1);
  }
}
