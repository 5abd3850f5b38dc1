package dev.rollcall.identity.operations;

import dev.rollcall.identity.storage.Operations.OperationLine;
import dev.rollcall.identity.storage.Operations.ResultLine;
import dev.rollcall.platform.web.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Long work, as API.md fixes it.
 *
 * @param status RUNNING, DONE or FAILED; DONE also where some results have a problem
 * @param done results without a problem
 * @param failed results with one
 */
public record OperationView(
    UUID id,
    String kind,
    String status,
    int total,
    int done,
    int failed,
    List<ResultView> results,
    Instant createdAt,
    Instant updatedAt) {

  /** What became of one subject; problem is null where it went well. */
  public record ResultView(String subject, String outcome, @Nullable ProblemView problem) {}

  /** Why it did not go well (RFC 9457, as far as a result needs it). */
  public record ProblemView(String type, String title, String code) {}

  public static OperationView of(OperationLine line) {
    return new OperationView(
        line.id(),
        line.kind(),
        line.status(),
        line.total(),
        line.done(),
        line.failed(),
        line.results().stream().map(OperationView::result).toList(),
        line.createdAt(),
        line.updatedAt());
  }

  private static ResultView result(ResultLine line) {
    return new ResultView(line.subject(), line.outcome(), problem(line.problem()));
  }

  private static @Nullable ProblemView problem(@Nullable String code) {
    return code == null ? null : new ProblemView(Problem.type(code), Problem.title(code), code);
  }
}
