package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.Hold;
import dev.rollcall.platform.storage.Statement;
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

  /**
   * Lets one transaction of the company at a time go on, until it ends: what it counts then stays
   * so.
   */
  public Uni<Void> lockCompany(UUID company) {
    return Statement.of(
            "select cast(pg_advisory_xact_lock(hashtextextended(:holds, 0)) as text) as locked")
        .set("holds", "number_hold " + company)
        .rows(String.class)
        .replaceWithVoid();
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
            "expiresAt = ?1, version = ?2, updatedAt = ?3 where companyId = ?4 and id = ?5",
            hold.expiresAt(),
            hold.version(),
            now,
            hold.companyId(),
            hold.id())
        .replaceWithVoid();
  }

  /** Ends the hold: a purchase took it over, or it was let go. */
  public Uni<Void> use(Hold hold, Instant now) {
    return update(
            "used = true, version = version + 1, updatedAt = ?1 where companyId = ?2 and id = ?3",
            now,
            hold.companyId(),
            hold.id())
        .replaceWithVoid();
  }
}
