package dev.rollcall.identity.joining;

import dev.rollcall.identity.joining.JoinView.Settled;
import dev.rollcall.identity.keycloak.AbandonedJoin;
import dev.rollcall.identity.storage.Joinings;
import dev.rollcall.identity.storage.Joinings.Attempt;
import dev.rollcall.identity.storage.Joinings.Joining;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.storage.CompanyTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Settles a joining that nobody finished: it has happened, or it never will (EVENTS.md, Join). An
 * id that was never seen is closed too, so that a late call finds it so.
 */
@ApplicationScoped
public class SettleJoin {

  private final CompanyTransaction tx;
  private final Joinings joinings;
  private final Jobs jobs;

  SettleJoin(CompanyTransaction tx, Joinings joinings, Jobs jobs) {
    this.tx = tx;
    this.joinings = joinings;
    this.jobs = jobs;
  }

  public Uni<Settled> settle(UUID joinId, UUID companyId) {
    return tx.within(
        companyId,
        () ->
            joinings
                .lock(new Attempt(joinId, null), companyId, joinId)
                .chain(joining -> settle(joining, joinId)));
  }

  private Uni<Settled> settle(Joining joining, UUID joinId) {
    return switch (joining) {
      case Joining.Joined joined -> Uni.createFrom().item(new Settled(true, joined.userId()));
      case Joining.Closed closed -> Uni.createFrom().item(new Settled(false, null));
      case Joining.Open open -> close(open, joinId).replaceWith(new Settled(false, null));
    };
  }

  private Uni<Void> close(Joining.Open open, UUID joinId) {
    return joinings
        .close(joinId)
        .chain(
            () ->
                jobs.plan(
                    JobRequest.now(
                        AbandonedJoin.KIND, open.companyId(), open.invitationId().toString())));
  }
}
