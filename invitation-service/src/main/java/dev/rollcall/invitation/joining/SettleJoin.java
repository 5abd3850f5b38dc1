package dev.rollcall.invitation.joining;

import dev.rollcall.invitation.Invitation.Accepting;
import dev.rollcall.invitation.identity.Identity;
import dev.rollcall.invitation.identity.Identity.Settled;
import dev.rollcall.invitation.storage.InvitationReads;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Settles an acceptance that nobody finished: identity says that the join happened, or closes its
 * id for ever; only then does the invitation move on (EVENTS.md, Join).
 */
@ApplicationScoped
public class SettleJoin implements JobHandler {

  /** The job's kind; its subject is {@link #subject}. */
  public static final String KIND = "invitation.settle-join";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final InvitationReads reads;
  private final Identity identity;
  private final FinishJoin finishJoin;
  private final Ids ids;

  SettleJoin(InvitationReads reads, Identity identity, FinishJoin finishJoin, Ids ids) {
    this.reads = reads;
    this.identity = identity;
    this.finishJoin = finishJoin;
    this.ids = ids;
  }

  /** Which claim a job settles: invitation and claim. */
  public static String subject(Accepting accepting) {
    return accepting.offer().id() + "/" + accepting.claim().id();
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** An invitation must not hang in ACCEPTING: identity is asked until it answers. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration backoff(int attempt) {
    Duration wait = Duration.ofMillis(250L << Math.min(attempt, 10));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  @Override
  public Uni<Void> run(Job job) {
    String[] parts = job.subject().split("/");
    UUID claim = UUID.fromString(parts[1]);
    return reads
        .find(job.companyId(), UUID.fromString(parts[0]))
        .map(row -> row.flatMap(found -> claimed(found, claim)))
        .chain(found -> found.isPresent() ? settle(found.get()) : Uni.createFrom().voidItem());
  }

  private static Optional<Accepting> claimed(InvitationRow row, UUID claim) {
    return row.invitation() instanceof Accepting accepting && accepting.claim().id().equals(claim)
        ? Optional.of(accepting)
        : Optional.empty();
  }

  private Uni<Void> settle(Accepting claimed) {
    return identity
        .settle(claimed.pending().joinId(), claimed.offer().companyId())
        .chain(settled -> finish(claimed, settled));
  }

  private Uni<Void> finish(Accepting claimed, Settled settled) {
    return switch (settled) {
      case Settled.Happened(UUID userId) -> finishJoin.joined(claimed, userId);
      case Settled.Closed() -> finishJoin.closed(claimed, ids.next());
    };
  }
}
