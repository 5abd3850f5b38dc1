package dev.rollcall.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Valid values for tests; each test names only what matters. */
final class Examples {

  static final UUID COMPANY = UUID.fromString("01999999-0000-7000-8000-000000000000");
  static final UUID OFFICE = UUID.fromString("01999999-0000-7000-8000-000000000003");
  static final UUID PROCESS = UUID.fromString("01999999-0000-7000-8000-000000000004");
  static final UUID USER = UUID.fromString("01999999-0000-7000-8000-000000000001");
  static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");
  static final SeatWish WISH = SeatWish.existing(OFFICE, LicenseType.TALK, Optional.empty());

  private Examples() {}

  static Subscription subscription(ZoneId zone, Instant signedUpAt) {
    return Subscription.start(COMPANY, Edition.STANDARD, 1, "USD", zone, signedUpAt, signedUpAt);
  }

  static License free() {
    return License.create(
            id(5),
            COMPANY,
            OFFICE,
            LicenseType.TALK,
            Plan.BASIC,
            License.Terms.signUp(LocalDate.parse("2026-03-11")),
            NOW)
        .after();
  }

  static License reserved(int attempt) {
    return free().reserve(PROCESS, attempt, NOW).after();
  }

  static License assigned() {
    return reserved(1).assign(USER, NOW).after();
  }

  static UUID id(int number) {
    return UUID.fromString("01999999-0000-7000-8000-%012d".formatted(number));
  }

  static List<UUID> ids(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(Examples::id).toList();
  }

  static Money usd(String amount) {
    return Money.of(amount, "USD");
  }
}
