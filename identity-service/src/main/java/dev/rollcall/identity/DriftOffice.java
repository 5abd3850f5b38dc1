package dev.rollcall.identity;

import java.util.Map;
import java.util.UUID;

/**
 * All that the services believe about one office, gathered for {@link DriftRules}.
 *
 * @param version of the company, whose aggregate it belongs to
 * @param stuck whether it is CLOSING and nobody has been asked for a while
 * @param users active ones in it, up to a bound
 * @param views by service, without those that have never heard of it
 */
public record DriftOffice(
    UUID officeId,
    Office.Status status,
    long version,
    boolean stuck,
    long users,
    Map<String, View> views) {

  /**
   * An office as another service has it.
   *
   * @param version of the company, as it has it
   * @param held licenses, numbers or live invitations in it, up to a bound
   */
  public record View(long version, boolean open, long held) {

    String state() {
      return (open ? "OPEN" : "NOT OPEN") + " in version " + version;
    }
  }

  public DriftOffice {
    views = Map.copyOf(views);
  }

  String known() {
    return status.name() + " in version " + version;
  }
}
