package dev.rollcall.identity.drift;

import dev.rollcall.identity.audit.Audit.Asked;
import dev.rollcall.identity.audit.AuditEntry.Actor;
import dev.rollcall.platform.web.operations.Operations.OperationLine;
import java.util.UUID;

/**
 * A round of a repair.
 *
 * @param number how often its findings' owners were told again before
 */
record Round(UUID company, OperationLine operation, int number) {

  UUID operationId() {
    return operation.id();
  }

  Asked asked() {
    return new Asked(
        company, new Actor(operation.startedBy(), operation.personId()), operation.requestId());
  }
}
