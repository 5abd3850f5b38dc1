package dev.rollcall.numbering;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A phone number that a company owns or is buying.
 *
 * @param e164 with the leading plus, e.g. {@code +14155550123}
 * @param country ISO 3166-1 alpha-2
 * @param officeId the office it belongs to
 * @param userId who it is assigned to; null unless {@link NumberState#ASSIGNED}
 * @param lastUserId who it was last for (NUM-4)
 * @param lastOfficeId the office it was last used in
 * @param unassignedAt when it was last taken from somebody, product time
 * @param purchaseId the process that is buying it; null once it is bought
 * @param version rises by one with every change, over all companies that ever had the number
 */
public record PhoneNumber(
    UUID companyId,
    String e164,
    NumberType type,
    String country,
    NumberState state,
    UUID officeId,
    @Nullable UUID userId,
    @Nullable UUID lastUserId,
    @Nullable UUID lastOfficeId,
    @Nullable Instant unassignedAt,
    @Nullable String label,
    @Nullable UUID purchaseId,
    long version) {

  PhoneNumber to(NumberState newState) {
    return new PhoneNumber(
        companyId,
        e164,
        type,
        country,
        newState,
        officeId,
        userId,
        lastUserId,
        lastOfficeId,
        unassignedAt,
        label,
        purchaseId,
        version);
  }

  PhoneNumber heldBy(UUID user, UUID office) {
    return new PhoneNumber(
        companyId,
        e164,
        type,
        country,
        NumberState.ASSIGNED,
        office,
        user,
        lastUserId,
        lastOfficeId,
        null,
        label,
        null,
        version);
  }

  PhoneNumber takenFrom(@Nullable UUID user, NumberState newState, Instant at) {
    return new PhoneNumber(
        companyId, e164, type, country, newState, officeId, null, user, officeId, at, null, null,
        version);
  }

  PhoneNumber owned() {
    return new PhoneNumber(
        companyId,
        e164,
        type,
        country,
        NumberState.RESERVED,
        officeId,
        null,
        null,
        null,
        null,
        label,
        null,
        version);
  }

  /** The same with the version that the storage gave it. */
  public PhoneNumber at(long newVersion) {
    return new PhoneNumber(
        companyId,
        e164,
        type,
        country,
        state,
        officeId,
        userId,
        lastUserId,
        lastOfficeId,
        unassignedAt,
        label,
        purchaseId,
        newVersion);
  }
}
