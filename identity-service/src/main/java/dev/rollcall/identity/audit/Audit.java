package dev.rollcall.identity.audit;

import dev.rollcall.identity.audit.AuditEntry.Actor;
import dev.rollcall.identity.audit.AuditEntry.Subject;
import dev.rollcall.identity.storage.AuditHeads;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.messaging.OutboxEvent;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Publishes audit entries with the transaction that does what they tell of. */
@ApplicationScoped
public class Audit {

  /** Who asked for something, and by which request. */
  public record Asked(UUID companyId, Actor actor, String requestId) {}

  /**
   * What was done.
   *
   * @param before null where there was nothing
   * @param after null where there is nothing
   */
  public record Deed(
      String action,
      Subject subject,
      @Nullable Map<String, Object> before,
      @Nullable Map<String, Object> after) {}

  private static final String TOPIC = "rollcall.audit.v1";
  private static final String TYPE = "rollcall.audit.recorded.v1";
  private static final String SELF = "identity";

  private final Outbox outbox;
  private final AuditHeads heads;
  private final Ids ids;
  private final ProductClock clock;

  Audit(Outbox outbox, AuditHeads heads, Ids ids, ProductClock clock) {
    this.outbox = outbox;
    this.heads = heads;
    this.ids = ids;
    this.clock = clock;
  }

  /** Writes one entry with the running transaction. */
  public Uni<Void> record(Asked asked, Deed deed) {
    return heads.next(asked.companyId).chain(version -> outbox.append(event(asked, deed, version)));
  }

  private OutboxEvent event(Asked asked, Deed deed, long version) {
    var entry =
        new AuditEntry(
            ids.next(),
            asked.companyId,
            clock.instant(),
            SELF,
            asked.actor,
            deed.action,
            deed.subject,
            deed.before,
            deed.after,
            asked.requestId);
    return new OutboxEvent(
        TOPIC, TYPE, asked.companyId.toString(), asked.companyId, version, entry, asked.requestId);
  }
}
