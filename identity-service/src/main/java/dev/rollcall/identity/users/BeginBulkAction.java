package dev.rollcall.identity.users;

import dev.rollcall.identity.BulkActionRules;
import dev.rollcall.identity.BulkActionRules.Order;
import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.storage.BulkActions;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.NewOperation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins a bulk action as an operation (USR-8); {@link RunBulkAction} does it. */
@ApplicationScoped
public class BeginBulkAction {

  private static final String OPERATION = "BULK_ACTION";

  private final CompanyTransaction tx;
  private final Idempotency idempotency;
  private final BulkActions bulkActions;
  private final Operations operations;
  private final Jobs jobs;
  private final Ids ids;
  private final int mostUsers;
  private final Clock realClock = Clock.systemUTC();

  BeginBulkAction(
      CompanyTransaction tx,
      Idempotency idempotency,
      BulkActions bulkActions,
      Operations operations,
      Jobs jobs,
      Ids ids,
      IdentityConfig config) {
    this.tx = tx;
    this.idempotency = idempotency;
    this.bulkActions = bulkActions;
    this.operations = operations;
    this.jobs = jobs;
    this.ids = ids;
    this.mostUsers = config.mostBulkUsers();
  }

  /** The operation that has begun, or why it can't. */
  public Uni<Outcome<Created>> begin(
      Caller caller, BulkActionRequest request, @Nullable RequestKey key) {
    return BulkActionRules.order(request.action(), request.userIds(), caller.userId(), mostUsers)
        .fold(
            order -> begin(caller, order, key),
            refusal -> Uni.createFrom().item(Outcome.refused(refusal)));
  }

  private Uni<Outcome<Created>> begin(Caller caller, Order order, @Nullable RequestKey key) {
    return tx.within(caller.company(), () -> idempotency.once(key, () -> begun(caller, order)));
  }

  private Uni<Outcome<UUID>> begun(Caller caller, Order order) {
    UUID operation = ids.next();
    int total = order.userIds().size();
    return operations
        .begin(caller, new NewOperation(operation, OPERATION, total, realClock.instant()))
        .chain(() -> bulkActions.add(caller.company(), operation, caller.userId(), order))
        .chain(() -> jobs.plan(RunBulkAction.next(caller.company(), operation)))
        .replaceWith(Outcome.done(operation));
  }
}
