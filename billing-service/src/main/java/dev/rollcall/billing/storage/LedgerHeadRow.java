package dev.rollcall.billing.storage;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code ledger_head}: where the company's chain ends. */
@Entity
@Table(name = "ledger_head")
@NullUnmarked
class LedgerHeadRow {

  @Id UUID companyId;
  long entries;
  String hash;
}
