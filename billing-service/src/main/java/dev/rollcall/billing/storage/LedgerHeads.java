package dev.rollcall.billing.storage;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

/** The ends of the companies' ledgers. */
@ApplicationScoped
class LedgerHeads implements PanacheRepositoryBase<LedgerHeadRow, UUID> {

  /** The end, locked: entries of one company are appended one transaction after the other. */
  Uni<LedgerHeadRow> lock(UUID company) {
    return find("companyId", company).withLock(LockModeType.PESSIMISTIC_WRITE).singleResult();
  }
}
