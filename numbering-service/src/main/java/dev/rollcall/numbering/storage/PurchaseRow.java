package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.Purchase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code purchase}. */
@Entity
@Table(name = "purchase")
@IdClass(PurchaseRow.Key.class)
@NullUnmarked
class PurchaseRow {

  /** Its primary key, company first. */
  record Key(UUID companyId, UUID id) implements Serializable {}

  @Id UUID companyId;
  @Id UUID id;
  String e164;
  UUID holdId;
  UUID officeId;
  UUID requestedBy;

  @Enumerated(EnumType.STRING)
  Purchase.State state;

  int attempt;
  @Nullable UUID chargeId;
  @Nullable String refusal;
  Instant deadline;
  Instant createdAt;
  Instant updatedAt;

  static PurchaseRow of(Purchase purchase) {
    var row = new PurchaseRow();
    row.companyId = purchase.companyId();
    row.id = purchase.id();
    row.e164 = purchase.e164();
    row.holdId = purchase.holdId();
    row.officeId = purchase.officeId();
    row.requestedBy = purchase.requestedBy();
    row.attempt = purchase.attempt();
    row.deadline = purchase.deadline();
    row.createdAt = purchase.createdAt();
    row.take(purchase, purchase.createdAt());
    return row;
  }

  void take(Purchase purchase, Instant now) {
    state = purchase.state();
    chargeId = purchase.chargeId();
    refusal = purchase.refusal();
    updatedAt = now;
  }

  Purchase toPurchase() {
    return new Purchase(
        companyId,
        id,
        e164,
        holdId,
        officeId,
        requestedBy,
        state,
        attempt,
        chargeId,
        refusal,
        deadline,
        createdAt);
  }
}
