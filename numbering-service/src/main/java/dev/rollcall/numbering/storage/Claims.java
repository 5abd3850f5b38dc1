package dev.rollcall.numbering.storage;

import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * Who keeps a number from everybody else, over all companies (NUM-2): one row per number, taken by
 * one statement, so that of any number of takers one wins. Inside a company transaction.
 */
@ApplicationScoped
public class Claims {

  /** Takes the number until then, if nobody has it now; whether it was taken. */
  public Uni<Boolean> take(String e164, UUID owner, Instant until, Instant now) {
    return Statement.of(
            """
            insert into number_claim as c (e164, owner, until) values (:e164, :owner, :until)
            on conflict on constraint number_claim_pk do update
              set owner = excluded.owner, until = excluded.until
              where c.until <= :now
            """)
        .set("e164", e164)
        .set("owner", owner)
        .set("until", until)
        .set("now", now)
        .changed();
  }

  /** Moves the end of the owner's claim; whether the claim was still the owner's. */
  public Uni<Boolean> extend(String e164, UUID owner, Instant until) {
    return Statement.of(
            "update number_claim set until = :until where e164 = :e164 and owner = :owner")
        .set("until", until)
        .set("e164", e164)
        .set("owner", owner)
        .changed();
  }

  /** Hands the claim on, without an end; whether it was still the owner's. */
  public Uni<Boolean> keep(String e164, UUID owner, UUID newOwner) {
    return Statement.of(
            """
            update number_claim set owner = :newOwner, until = 'infinity'
            where e164 = :e164 and owner = :owner
            """)
        .set("newOwner", newOwner)
        .set("e164", e164)
        .set("owner", owner)
        .changed();
  }

  /** Lets the number go; nothing happens where the claim is not the owner's any more. */
  public Uni<Boolean> free(String e164, UUID owner) {
    return Statement.of(
            """
            update number_claim set until = '-infinity' where e164 = :e164 and owner = :owner
            """)
        .set("e164", e164)
        .set("owner", owner)
        .changed();
  }

  /** The next version of the number's events; the number must have been claimed once. */
  Uni<Long> nextVersion(String e164) {
    return Statement.of(
            "update number_claim set version = version + 1 where e164 = :e164 returning version")
        .set("e164", e164)
        .rows(Long.class)
        .map(versions -> versions.getFirst());
  }
}
