package dev.rollcall.billing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a new company starts with (CO-5). */
public final class SignUp {

  private SignUp() {}

  /**
   * The licenses of the sign-up, in the head office; the founder takes the first.
   *
   * @param ids of the new licenses, one each
   * @param founder empty where the founder was heard to be deleted before the company was known
   */
  public static List<Movement> licenses(
      Subscription subscription,
      UUID headOffice,
      LicenseType type,
      Plan plan,
      List<UUID> ids,
      Optional<UUID> founder,
      Instant now) {
    List<Movement> movements = new ArrayList<>();
    for (UUID id : ids) {
      movements.add(
          License.create(
              id,
              subscription.companyId(),
              headOffice,
              type,
              plan,
              License.Terms.signUp(subscription.startedOn()),
              now));
    }
    if (founder.isPresent() && !movements.isEmpty()) {
      movements.add(movements.getFirst().after().assign(founder.get(), now));
    }
    return movements;
  }
}
