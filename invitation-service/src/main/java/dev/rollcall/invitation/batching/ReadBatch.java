package dev.rollcall.invitation.batching;

import dev.rollcall.invitation.BatchRules.Asked;
import dev.rollcall.invitation.PastedAddress;
import dev.rollcall.invitation.PastedText;
import dev.rollcall.invitation.batching.BatchRequest.RowRequest;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.text.Unicode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a batch, from a pasted text or a list, or says why it can't (INV-12). */
@ApplicationScoped
class ReadBatch {

  private static final String TEXT = "/text";
  private static final String ROWS = "/rows";

  /** Half a kilobyte for each of 500 rows; all of it is read at once. */
  private static final int LONGEST_TEXT = 256 * 1024;

  private final int most;

  ReadBatch(InvitationConfig config) {
    this.most = config.batches().most();
  }

  /** The rows with the defaults in them, at least one. */
  Outcome<List<Asked>> read(BatchRequest request) {
    if (request.usual().hasQuote()) {
      return refused("/defaults/seat/quoteId", "a quote is for one invitation: give it to a row");
    }
    if (request.text() != null && request.rows() != null) {
      return refused(ROWS, "must not stand beside a text");
    }
    if (request.text() != null) {
      return pasted(request, request.text());
    }
    return request.rows() == null
        ? refused(ROWS, "or a text is required")
        : listed(request, request.rows());
  }

  private Outcome<List<Asked>> pasted(BatchRequest request, String text) {
    if (Unicode.length(text) > LONGEST_TEXT) {
      return refused(TEXT, "must have at most " + LONGEST_TEXT + " characters");
    }
    List<PastedAddress> found = PastedText.read(text, most);
    return unless(sized(TEXT, found.size()), () -> asked(request, found));
  }

  private Outcome<List<Asked>> listed(BatchRequest request, List<@Nullable RowRequest> rows) {
    return unless(sized(ROWS, rows.size()).or(() -> missing(rows)), () -> own(request, rows));
  }

  private static Outcome<List<Asked>> unless(Optional<Refusal> wrong, Supplier<List<Asked>> rows) {
    return wrong
        .<Outcome<List<Asked>>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(rows.get()));
  }

  private Optional<Refusal> sized(String pointer, int rows) {
    if (rows == 0) {
      return Optional.of(Refusal.invalid(pointer, "must name at least one address"));
    }
    return rows > most
        ? Optional.of(Refusal.invalid(pointer, "must have at most " + most + " rows"))
        : Optional.empty();
  }

  private static Optional<Refusal> missing(List<@Nullable RowRequest> rows) {
    List<Violation> found = new ArrayList<>();
    for (int index = 0; index < rows.size(); index++) {
      if (rows.get(index) == null) {
        found.add(new Violation(ROWS + "/" + index, "must be an object"));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(Refusal.invalid(found));
  }

  private List<Asked> asked(BatchRequest request, List<PastedAddress> found) {
    return IntStream.range(0, found.size())
        .mapToObj(index -> asked(request, index + 1, found.get(index)))
        .toList();
  }

  private List<Asked> own(BatchRequest request, List<@Nullable RowRequest> rows) {
    return IntStream.rangeClosed(1, rows.size())
        .mapToObj(place -> own(request, place, Objects.requireNonNull(rows.get(place - 1))))
        .toList();
  }

  private Asked own(BatchRequest request, int place, RowRequest row) {
    return asked(request, place, place, Integer.toString(place), row);
  }

  private Asked asked(BatchRequest request, int position, PastedAddress found) {
    String line = Integer.toString(found.line());
    return asked(
        request,
        position,
        found.line(),
        found.place() == 1 ? line : line + "." + found.place(),
        RowRequest.of(found.email(), found.firstName(), found.lastName()));
  }

  private Asked asked(
      BatchRequest request, int position, int line, String subject, RowRequest row) {
    return new Asked(
        position,
        subject,
        line,
        request.usual().row(row),
        Optional.ofNullable(row.email()).flatMap(EmailAddress::read));
  }

  private static <T> Outcome<T> refused(String pointer, String message) {
    return Outcome.refused(Refusal.invalid(pointer, message));
  }
}
