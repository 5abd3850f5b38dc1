package dev.rollcall.platform.web.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.rollcall.platform.web.operations.Operations.OperationLine;
import dev.rollcall.platform.web.operations.Operations.ResultLine;
import dev.rollcall.platform.web.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Long work, as API.md fixes it.
 *
 * @param status RUNNING, DONE or FAILED; DONE also where some results have a problem
 * @param done how many of the total are through, with a problem or without
 * @param failed how many of those have one
 * @param result what it has come to as a whole, where it comes to something as a whole
 */
@Schema(name = "Operation", description = "Long work and how far it is")
public record OperationView(
    UUID id,
    String kind,
    @Schema(enumeration = {"RUNNING", "DONE", "FAILED"}) String status,
    int total,
    int done,
    int failed,
    List<ResultView> results,
    @Schema(type = SchemaType.OBJECT) @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String result,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * What became of one subject.
   *
   * @param problem null where it went well
   * @param resource id of what was made or changed, where that is not the subject itself
   */
  @Schema(name = "OperationResult")
  public record ResultView(
      String subject, String outcome, @Nullable ProblemView problem, @Nullable UUID resource) {}

  /** Why it did not go well (RFC 9457, as far as a result needs it). */
  @Schema(name = "OperationProblem")
  public record ProblemView(String type, String title, String code) {

    /** The problem of that code. */
    public static ProblemView of(String code) {
      return new ProblemView(Problem.type(code), Problem.title(code), code);
    }
  }

  static OperationView of(OperationLine line) {
    return new OperationView(
        line.id(),
        line.kind(),
        line.status(),
        line.total(),
        line.done() + line.failed(),
        line.failed(),
        line.results().stream().map(OperationView::result).toList(),
        line.result(),
        line.createdAt(),
        line.updatedAt());
  }

  private static ResultView result(ResultLine line) {
    return new ResultView(line.subject(), line.outcome(), problem(line.problem()), line.resource());
  }

  private static @Nullable ProblemView problem(@Nullable String code) {
    return code == null ? null : ProblemView.of(code);
  }
}
