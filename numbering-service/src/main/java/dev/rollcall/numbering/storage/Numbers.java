package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.NumberState;
import dev.rollcall.numbering.PhoneNumber;
import dev.rollcall.platform.time.ProductClock;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The company's numbers, inside a company transaction. */
@ApplicationScoped
public class Numbers implements PanacheRepositoryBase<NumberRow, NumberRow.Key> {

  private final Claims claims;
  private final ProductClock clock;

  Numbers(Claims claims, ProductClock clock) {
    this.claims = claims;
    this.clock = clock;
  }

  /** The number, locked until the transaction ends. */
  public Uni<Optional<PhoneNumber>> lock(UUID company, String e164) {
    return find("companyId = ?1 and e164 = ?2", company, e164)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(row -> Optional.ofNullable(row).map(NumberRow::toNumber));
  }

  /** Every number of that user, locked, in a fixed order so that two lockers can't deadlock. */
  public Uni<List<PhoneNumber>> lockAssignedTo(UUID company, UUID userId) {
    return find("companyId = ?1 and userId = ?2 order by e164", company, userId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .map(rows -> rows.stream().map(NumberRow::toNumber).toList());
  }

  /** Every number that waits for that user's return, locked, in the same order. */
  public Uni<List<PhoneNumber>> lockHeldFor(UUID company, UUID userId) {
    return find(
            "companyId = ?1 and lastUserId = ?2 and state = ?3 order by e164",
            company,
            userId,
            NumberState.HELD_FOR_RESTORE)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .map(rows -> rows.stream().map(NumberRow::toNumber).toList());
  }

  /** Writes a number that the company had not before; answers it with its version. */
  public Uni<PhoneNumber> add(PhoneNumber number) {
    return claims
        .nextVersion(number.e164())
        .map(number::at)
        .call(versioned -> persist(NumberRow.of(versioned, clock.instant())).chain(this::flush));
  }

  /** Writes the changed number; answers it with its new version. */
  public Uni<PhoneNumber> store(PhoneNumber number) {
    return claims
        .nextVersion(number.e164())
        .map(number::at)
        .call(
            versioned ->
                row(versioned)
                    .invoke(row -> row.take(versioned, clock.instant()))
                    .chain(this::flush));
  }

  /** Forgets a number that the company did not get; answers it with its last version. */
  public Uni<PhoneNumber> giveUp(PhoneNumber number) {
    if (number.state() != NumberState.AVAILABLE) {
      throw new IllegalArgumentException("still the company's: " + number.state());
    }
    return claims
        .nextVersion(number.e164())
        .map(number::at)
        .call(versioned -> row(versioned).chain(this::delete).chain(this::flush));
  }

  private Uni<NumberRow> row(PhoneNumber number) {
    return findById(new NumberRow.Key(number.companyId(), number.e164()));
  }
}
