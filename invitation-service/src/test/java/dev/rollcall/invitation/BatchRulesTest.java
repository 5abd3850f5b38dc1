package dev.rollcall.invitation;

import static dev.rollcall.invitation.Samples.BOB_ADDRESS;
import static dev.rollcall.invitation.Samples.NOW;
import static dev.rollcall.invitation.Samples.company;
import static dev.rollcall.invitation.Samples.draft;
import static dev.rollcall.invitation.Samples.inviter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.BatchRules.Asked;
import dev.rollcall.invitation.BatchRules.Classified;
import dev.rollcall.invitation.BatchRules.RowClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BatchRulesTest {

  @Test
  @DisplayName("INV-12 a row that is refused leaves its address to a row that puts it right")
  void putRight() {
    assertThat(
            BatchRules.classify(
                List.of(row(1, "BOSS"), row(2, "USER"), row(3, "USER")),
                inviter(Role.COMPANY_ADMIN),
                company(),
                Map.of(),
                NOW))
        .extracting(Classified::rowClass)
        .containsExactly(RowClass.MALFORMED, RowClass.READY, RowClass.DUPLICATE_IN_BATCH);
  }

  private static Asked row(int line, String role) {
    return new Asked(line, Integer.toString(line), line, draft(role), Optional.of(BOB_ADDRESS));
  }
}
