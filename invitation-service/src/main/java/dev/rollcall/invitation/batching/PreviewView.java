package dev.rollcall.invitation.batching;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.invitation.BatchRules.Classified;
import dev.rollcall.invitation.BatchRules.RowClass;
import dev.rollcall.invitation.Draft;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.web.problem.Problem;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a batch would do, row by row. */
@Schema(name = "InvitationBatchPreview")
public record PreviewView(List<RowView> rows) {

  private static final int LONGEST_SHOWN = 254;

  /**
   * One row.
   *
   * @param subject how the operation's results will name it
   */
  @Schema(name = "InvitationBatchPreviewRow")
  public record RowView(
      @Schema(description = "of the text, or place in the list, from 1") int line,
      @Schema(description = "how the operation's results name the row") String subject,
      @Schema(description = "as mail would be sent to it, or as it stands there") String email,
      @Nullable String firstName,
      @Nullable String lastName,
      @JsonProperty("class") @Schema(name = "class") RowClass rowClass,
      @Schema(description = "null for a row that is READY") @Nullable ProblemView problem) {}

  /** Why a row would be refused (RFC 9457, as far as a row needs it). */
  @Schema(name = "InvitationBatchPreviewProblem")
  public record ProblemView(
      String type, String title, String code, String detail, List<Violation> violations) {}

  static PreviewView of(List<Classified> rows) {
    return new PreviewView(rows.stream().map(PreviewView::row).toList());
  }

  private static RowView row(Classified row) {
    Draft draft = row.asked().draft();
    return new RowView(
        row.asked().line(),
        row.asked().subject(),
        row.asked().address().map(EmailAddress::text).orElseGet(() -> shown(draft.email())),
        draft.firstName(),
        draft.lastName(),
        row.rowClass(),
        row.refusal().map(PreviewView::problem).orElse(null));
  }

  private static ProblemView problem(Refusal refusal) {
    return new ProblemView(
        Problem.type(refusal.code()),
        Problem.title(refusal.code()),
        refusal.code(),
        refusal.detail(),
        refusal.violations());
  }

  private static String shown(@Nullable String email) {
    String text = email == null ? "" : email.strip();
    return text.length() <= LONGEST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN / 2)) + "…";
  }
}
