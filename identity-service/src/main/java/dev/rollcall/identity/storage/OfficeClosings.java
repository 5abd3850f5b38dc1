package dev.rollcall.identity.storage;

import dev.rollcall.identity.OfficeClosing;
import dev.rollcall.identity.OfficeClosing.Answer;
import dev.rollcall.identity.OfficeClosing.Owner;
import dev.rollcall.identity.OfficeClosing.State;
import dev.rollcall.identity.OfficeUse;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The processes that close offices, inside a company transaction and under the company's lock. */
@ApplicationScoped
public class OfficeClosings {

  private static final String GRANTED = "GRANTED";
  private static final String REFUSED = "REFUSED";

  private static final String FIND =
      """
      select office_id, process_id, attempt, state, deadline, billing, numbering, invitations,
        licenses, numbers
      from office_closing where company_id = :company and process_id = :process
      """;

  private static final String STORE =
      """
      insert into office_closing
        (company_id, office_id, process_id, attempt, state, deadline, billing, numbering,
         invitations, licenses, numbers, created_at, updated_at)
      values
        (:company, :office, :process, :attempt, :state, :deadline, :billing, :numbering,
         :invitations, :licenses, :numbers, :now, :now)
      on conflict on constraint office_closing_pk do update
        set process_id = excluded.process_id, attempt = excluded.attempt, state = excluded.state,
            deadline = excluded.deadline, billing = excluded.billing,
            numbering = excluded.numbering, invitations = excluded.invitations,
            licenses = excluded.licenses, numbers = excluded.numbers,
            updated_at = excluded.updated_at
      """;

  /** The process, if it is its office's newest. */
  public Uni<Optional<OfficeClosing>> find(UUID company, UUID process) {
    return Statement.of(FIND)
        .set("company", company)
        .set("process", process)
        .rows()
        .map(rows -> rows.stream().findFirst().map(row -> closing(company, row)));
  }

  /** Writes it, in place of an earlier one of that office. */
  public Uni<Void> store(OfficeClosing closing, Instant realNow) {
    OfficeUse use = closing.use();
    return Statement.of(STORE)
        .set("company", closing.companyId())
        .set("office", closing.officeId())
        .set("process", closing.processId())
        .set("attempt", (Object) closing.attempt())
        .set("state", closing.state())
        .set("deadline", closing.deadline())
        .set("billing", said(closing, Owner.BILLING))
        .set("numbering", said(closing, Owner.NUMBERING))
        .set("invitations", use.pendingInvitations())
        .set("licenses", use.licenses())
        .set("numbers", use.numbers())
        .set("now", realNow)
        .changes()
        .replaceWithVoid();
  }

  private static @Nullable String said(OfficeClosing closing, Owner owner) {
    Answer answer = closing.answers().get(owner);
    return answer == null ? null : answer.granted() ? GRANTED : REFUSED;
  }

  private static OfficeClosing closing(UUID company, Row row) {
    return new OfficeClosing(
        company,
        row.uuid("office_id"),
        row.uuid("process_id"),
        row.get("attempt", Integer.class),
        State.valueOf(row.text("state")),
        row.get("deadline", Instant.class),
        answers(row));
  }

  private static Map<Owner, Answer> answers(Row row) {
    var answers = new EnumMap<Owner, Answer>(Owner.class);
    var billing = new OfficeUse(0, count(row, "invitations"), count(row, "licenses"), 0);
    var numbering = new OfficeUse(0, 0, 0, count(row, "numbers"));
    if (row.has("billing")) {
      answers.put(Owner.BILLING, answer(row.text("billing"), billing));
    }
    if (row.has("numbering")) {
      answers.put(Owner.NUMBERING, answer(row.text("numbering"), numbering));
    }
    return answers;
  }

  private static long count(Row row, String column) {
    return row.get(column, Long.class);
  }

  private static Answer answer(String said, OfficeUse use) {
    return new Answer(said.equals(GRANTED), use);
  }
}
