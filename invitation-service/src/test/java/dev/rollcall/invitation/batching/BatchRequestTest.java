package dev.rollcall.invitation.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.batching.BatchRequest.Defaults;
import dev.rollcall.invitation.batching.BatchRequest.RowRequest;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BatchRequestTest {

  @Test
  @DisplayName("INV-12 what the defaults say again and again, or in blanks, is in no row")
  void once() {
    var defaults =
        new Defaults(
            "x" + " ".repeat(900_000),
            "USER",
            null,
            Collections.nCopies(30_000, "VOICE"),
            null,
            null);
    var row = defaults.row(RowRequest.of("bob@acme.test", null, null));
    assertThat(row.products()).containsExactly("VOICE");
    assertThat(row.jobTitle()).isEqualTo("x");
  }
}
