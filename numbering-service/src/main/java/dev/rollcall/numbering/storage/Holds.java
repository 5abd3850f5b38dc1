package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.Hold;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The company's holds, inside a company transaction. */
@ApplicationScoped
public class Holds implements PanacheRepositoryBase<HoldRow, HoldRow.Key> {

  /** The hold, locked until the transaction ends. */
  public Uni<Optional<Hold>> lock(UUID company, UUID id) {
    return find("companyId = ?1 and id = ?2", company, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(row -> Optional.ofNullable(row).map(HoldRow::toHold));
  }

  /** The hold as it is. */
  public Uni<Optional<Hold>> get(UUID company, UUID id) {
    return findById(new HoldRow.Key(company, id))
        .map(row -> Optional.ofNullable(row).map(HoldRow::toHold));
  }

  /** How many holds the company has that keep a number now. */
  public Uni<Long> countLive(UUID company, Instant now) {
    return count("companyId = ?1 and not used and expiresAt > ?2", company, now);
  }

  public Uni<Void> add(Hold hold) {
    return persist(HoldRow.of(hold)).chain(this::flush);
  }

  /** Writes the hold's new end. */
  public Uni<Void> extend(Hold hold, Instant now) {
    return update(
            "expiresAt = ?1, updatedAt = ?2 where companyId = ?3 and id = ?4",
            hold.expiresAt(),
            now,
            hold.companyId(),
            hold.id())
        .replaceWithVoid();
  }

  /** Ends the hold: a purchase took it over, or it was let go. */
  public Uni<Void> use(Hold hold, Instant now) {
    return update(
            "used = true, updatedAt = ?1 where companyId = ?2 and id = ?3",
            now,
            hold.companyId(),
            hold.id())
        .replaceWithVoid();
  }
}
