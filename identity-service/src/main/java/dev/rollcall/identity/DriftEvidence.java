package dev.rollcall.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All that the services believe about one user, gathered for {@link DriftRules}.
 *
 * @param member as identity has them; empty where only another service names them
 * @param views by service, without those that have never heard of the user
 * @param licenses assigned to them, as billing says
 * @param numbers assigned to them, as numbering says
 * @param heldNumbers waiting for their return, as numbering says
 */
public record DriftEvidence(
    UUID userId,
    Optional<Member> member,
    Map<String, View> views,
    List<UUID> licenses,
    List<String> numbers,
    List<String> heldNumbers,
    Login login) {

  public DriftEvidence {
    views = Map.copyOf(views);
    licenses = List.copyOf(licenses);
    numbers = List.copyOf(numbers);
    heldNumbers = List.copyOf(heldNumbers);
  }

  /**
   * A user of this service.
   *
   * @param activeSomewhere whether the person is an active member of any company (CO-4)
   */
  public record Member(UUID personId, boolean active, boolean activeSomewhere, long version) {

    String state() {
      return state(active, version);
    }

    private static String state(boolean active, long version) {
      return (active ? "ACTIVE" : "DELETED") + " in version " + version;
    }
  }

  /** A user as another service has them. */
  public record View(long version, boolean active) {

    String state() {
      return Member.state(active, version);
    }
  }

  /** The person's account at Keycloak. */
  public enum Login {
    ENABLED,
    DISABLED,
    MISSING,
    /** There is no member to ask for. */
    NOT_ASKED
  }

  boolean activeMember() {
    return member.filter(Member::active).isPresent();
  }

  long version() {
    return member.map(Member::version).orElse(0L);
  }

  String known() {
    return member.map(Member::state).orElse("UNKNOWN");
  }
}
