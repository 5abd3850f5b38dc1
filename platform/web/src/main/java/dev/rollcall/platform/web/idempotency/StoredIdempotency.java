package dev.rollcall.platform.web.idempotency;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@link Idempotency} by a row beside the effect. A transaction-scoped advisory lock on the key
 * makes a second request see that the first is still running: without it, it would wait for the
 * first one's row at the very end, after doing all of the work.
 */
@ApplicationScoped
class StoredIdempotency implements Idempotency {

  private static final Refusal IN_PROGRESS =
      Refusal.conflict(
          "IDEMPOTENCY_IN_PROGRESS", "The first request with this key is still being done.");

  private static final Refusal REUSED =
      Refusal.of(
          Refusal.Kind.INVALID,
          "IDEMPOTENCY_KEY_REUSED",
          "This key was used with another body; take a new key for a new request.");

  @Override
  public Uni<Outcome<Created>> once(@Nullable RequestKey key, Supplier<Uni<Outcome<UUID>>> work) {
    if (key == null) {
      return work.get().map(outcome -> outcome.map(StoredIdempotency::fresh));
    }
    return new Attempt(key, work).run();
  }

  private static Created fresh(UUID id) {
    return new Created(id, false);
  }

  /** One request's attempt, on the transaction's own session. */
  private final class Attempt {
    private final RequestKey key;
    private final Supplier<Uni<Outcome<UUID>>> work;

    Attempt(RequestKey key, Supplier<Uni<Outcome<UUID>>> work) {
      this.key = key;
      this.work = work;
    }

    Uni<Outcome<Created>> run() {
      return lock().chain(this::lookUpOrGiveWay);
    }

    private Uni<Boolean> lock() {
      return Statement.of("select pg_try_advisory_xact_lock(:lock)")
          .set("lock", lockOf(key))
          .rows(Boolean.class)
          .map(List::getFirst);
    }

    private Uni<Outcome<Created>> lookUpOrGiveWay(boolean locked) {
      return locked
          ? inKeysCompany(this::find).chain(this::replayOrWork)
          : Uni.createFrom().item(Outcome.refused(IN_PROGRESS));
    }

    private Uni<Optional<Row>> find() {
      return Statement.of(
              """
              select body_hash, resource_id from idempotency
              where company_id = :company and caller = :caller and scope = :scope and key = :key
                and created_at > now() - interval '24 hours'
              """)
          .set("company", key.companyId())
          .set("caller", key.caller())
          .set("scope", key.scope())
          .set("key", key.key())
          .rows()
          .map(rows -> rows.stream().findFirst());
    }

    private Uni<Outcome<Created>> replayOrWork(Optional<Row> row) {
      return row.map(this::replay)
          .map(outcome -> Uni.createFrom().item(outcome))
          .orElseGet(() -> work.get().chain(this::keep));
    }

    private Outcome<Created> replay(Row row) {
      return same(row.text("body_hash"), key.bodyHash())
          ? Outcome.done(new Created(row.uuid("resource_id"), true))
          : Outcome.refused(REUSED);
    }

    private Uni<Outcome<Created>> keep(Outcome<UUID> outcome) {
      Outcome<Created> answer = outcome.map(StoredIdempotency::fresh);
      return outcome instanceof Outcome.Done<UUID>(UUID id)
          ? inKeysCompany(() -> insert(id)).replaceWith(answer)
          : Uni.createFrom().item(answer);
    }

    /** Takes the place of a row that has outlived its retention and is not purged yet. */
    private Uni<Integer> insert(UUID id) {
      return Statement.of(
              """
              insert into idempotency (company_id, caller, scope, key, body_hash, resource_id)
              values (:company, :caller, :scope, :key, :hash, :id)
              on conflict on constraint idempotency_pk do update set
                body_hash = excluded.body_hash, resource_id = excluded.resource_id,
                created_at = now()
              """)
          .set("company", key.companyId())
          .set("caller", key.caller())
          .set("scope", key.scope())
          .set("key", key.key())
          .set("hash", key.bodyHash())
          .set("id", id)
          .changes();
    }

    /**
     * The key of a call that names no company (signing up) is kept under the zero company, while
     * the transaction is bound to the company that the call makes; row-level security wants the
     * binding changed for these statements.
     */
    private <T> Uni<T> inKeysCompany(Supplier<Uni<T>> statement) {
      if (!key.companyId().equals(CompanyTransaction.NO_COMPANY)) {
        return statement.get();
      }
      return bound().chain(company -> underZeroCompany(statement, company));
    }

    private <T> Uni<T> underZeroCompany(Supplier<Uni<T>> statement, String company) {
      Uni<String> back = bind(company);
      return bind(key.companyId().toString()).chain(statement::get).call(() -> back);
    }

    private Uni<String> bound() {
      return Statement.of("select coalesce(current_setting('rollcall.company', true), '')")
          .rows(String.class)
          .map(List::getFirst);
    }

    private Uni<String> bind(String company) {
      return Statement.of("select set_config('rollcall.company', :company, true)")
          .set("company", company)
          .rows(String.class)
          .map(List::getFirst);
    }
  }

  private static boolean same(String stored, String given) {
    return MessageDigest.isEqual(
        stored.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
  }

  /** 64 bits of a hash: two keys that share them only make one of two rare requests wait. */
  private static long lockOf(RequestKey key) {
    String name =
        String.join(
            "\n", key.companyId().toString(), key.caller().toString(), key.scope(), key.key());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
