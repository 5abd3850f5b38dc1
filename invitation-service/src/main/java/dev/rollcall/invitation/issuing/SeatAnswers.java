package dev.rollcall.invitation.issuing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.invitation.Company;
import dev.rollcall.invitation.Invitation;
import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.company.Companies;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.events.Transitions.Happened;
import dev.rollcall.invitation.linking.MailedLinks;
import dev.rollcall.invitation.mailing.MailAllowance;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.Invitations;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.messaging.Consumer;
import dev.rollcall.platform.messaging.Event;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Billing's answers to requests for seats: the mail leaves only after one was granted (INV-6).
 * Answers to older attempts, and to processes that are no invitation, change nothing.
 */
@ApplicationScoped
public class SeatAnswers {

  /** What is read of {@code rollcall.seat-request.v1}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SeatAnswer(UUID processId, int attempt, @Nullable UUID licenseId, @Nullable String code) {}

  /** Billing answers others there too. */
  private static final Set<String> TYPES =
      Set.of("seat-request.granted", "seat-request.refused", "seat-request.released");

  private static final String BILLING = "billing";
  private static final String DONE = "done";

  private final Consumer consumer;
  private final Invitations invitations;
  private final Companies companies;
  private final Transitions transitions;
  private final Steps steps;
  private final MailedLinks links;
  private final MailAllowance allowance;
  private final SeatDeadline deadline;
  private final Waiting waiting;
  private final Ids ids;
  private final ProductClock clock;
  private final ObjectMapper json;

  SeatAnswers(
      Consumer consumer,
      Invitations invitations,
      Companies companies,
      Transitions transitions,
      Steps steps,
      MailedLinks links,
      MailAllowance allowance,
      SeatDeadline deadline,
      Waiting waiting,
      Ids ids,
      ProductClock clock,
      ObjectMapper json) {
    this.consumer = consumer;
    this.invitations = invitations;
    this.companies = companies;
    this.transitions = transitions;
    this.steps = steps;
    this.links = links;
    this.allowance = allowance;
    this.deadline = deadline;
    this.waiting = waiting;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  @Incoming("seat-requests")
  public Subscriber<Message<String>> consume() {
    return consumer.subscriber("invitation.seat-requests", TYPES, this::on);
  }

  private Uni<Void> on(Event event) {
    SeatAnswer answer = event.as(json, SeatAnswer.class);
    return invitations
        .lock(event.companyId(), answer.processId())
        .chain(row -> row.isPresent() ? told(event, answer, row.get()) : nothing());
  }

  /** On the timeline even where it comes too late to change anything (INV-21). */
  private Uni<Void> told(Event event, SeatAnswer answer, InvitationRow row) {
    String step =
        event.is("seat-request.granted")
            ? "seat-granted"
            : event.is("seat-request.refused") ? "seat-refused" : "seat-released";
    return steps
        .told(row, BILLING, step, answer.attempt(), Objects.requireNonNullElse(answer.code(), DONE))
        .chain(() -> on(event, answer, row));
  }

  private Uni<Void> on(Event event, SeatAnswer answer, InvitationRow row) {
    if (event.is("seat-request.granted")) {
      return companies.find(row.companyId()).chain(company -> granted(answer, row, company));
    }
    return event.is("seat-request.refused") ? refused(answer, row) : nothing();
  }

  private Uni<Void> granted(SeatAnswer answer, InvitationRow row, Outcome<Company> company) {
    Optional<Pending> opened =
        company.fold(
            known ->
                InvitationRules.seatGranted(
                    row.invitation(),
                    answer.attempt(),
                    Objects.requireNonNull(answer.licenseId()),
                    ids.next(),
                    known,
                    clock.instant()),
            refusal -> {
              throw new IllegalStateException("an invitation of a company without a view");
            });
    return opened.isPresent() ? open(row, opened.get()) : nothing();
  }

  private Uni<Void> open(InvitationRow row, Pending opened) {
    return transitions
        .publish(row, opened, Happened.OPENED)
        .chain(pending -> links.mail(pending, opened.expiresAt()))
        .chain(() -> deadline.met(row))
        .chain(() -> waiting.settled(row.id()));
  }

  private Uni<Void> refused(SeatAnswer answer, InvitationRow row) {
    Optional<Invitation> ended =
        InvitationRules.seatRefused(
            row.invitation(), answer.attempt(), Objects.requireNonNull(answer.code()));
    return ended.isPresent() ? end(row, ended.get()) : nothing();
  }

  private Uni<Void> end(InvitationRow row, Invitation ended) {
    return allowance
        .giveBack(row)
        .chain(() -> transitions.publish(row, ended, Happened.REFUSED))
        .chain(deadline::met)
        .chain(() -> waiting.settled(row.id()));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
