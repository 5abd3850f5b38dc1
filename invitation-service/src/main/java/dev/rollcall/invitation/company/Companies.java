package dev.rollcall.invitation.company;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.invitation.Company;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.identity.Identity;
import dev.rollcall.invitation.storage.CompanyViews;
import dev.rollcall.platform.messaging.Event;
import dev.rollcall.platform.messaging.PermanentFailure;
import dev.rollcall.platform.messaging.Poison;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The companies that this service knows. One whose first event has not arrived is asked for and
 * stored by the same code, so that a company can invite the moment it exists.
 */
@ApplicationScoped
public class Companies {

  private final CompanyTransaction transaction;
  private final CompanyViews views;
  private final Identity identity;
  private final ObjectMapper json;

  Companies(
      CompanyTransaction transaction, CompanyViews views, Identity identity, ObjectMapper json) {
    this.transaction = transaction;
    this.views = views;
    this.identity = identity;
    this.json = json;
  }

  /**
   * Does the work; where it was refused because the view lacks the company, or an office that is
   * open, asks identity for it and does the work once more: the view may be behind.
   */
  public <T> Uni<Outcome<T>> knowing(UUID companyId, Supplier<Uni<Outcome<T>>> work) {
    return work.get().chain(first -> mayBeBehind(first) ? again(companyId, work) : kept(first));
  }

  /** The company, inside the running transaction; see {@link #knowing}. */
  public Uni<Outcome<Company>> find(UUID companyId) {
    return views.find(companyId).map(Companies::orUnknown);
  }

  /** Takes an event's state over, inside the running transaction. */
  public Uni<Void> on(Event event) {
    return views.store(state(event.payload()).view(event.aggregateVersion()));
  }

  private <T> Uni<Outcome<T>> again(UUID companyId, Supplier<Uni<Outcome<T>>> work) {
    return identity
        .company(companyId)
        .chain(answer -> Outcomes.chain(answer, this::store))
        .chain(stored -> Outcomes.chain(stored, known -> work.get()));
  }

  private static boolean mayBeBehind(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(Refusal refusal)
        && (refusal.code().equals(Refusals.COMPANY_UNAVAILABLE) || lacksOffice(refusal));
  }

  private static boolean lacksOffice(Refusal refusal) {
    return refusal.violations().stream()
        .anyMatch(violation -> violation.pointer().equals(InvitationRules.OFFICE));
  }

  private static <T> Uni<Outcome<T>> kept(Outcome<T> outcome) {
    return Uni.createFrom().item(outcome);
  }

  private Uni<Outcome<UUID>> store(JsonNode found) {
    CompanyViews.State state = state(found).view(found.path("version").asLong());
    return transaction
        .within(state.companyId(), () -> views.store(state))
        .replaceWith(Outcome.done(state.companyId()));
  }

  private CompanyState state(JsonNode payload) {
    try {
      return json.treeToValue(payload, CompanyState.class);
    } catch (JsonProcessingException broken) {
      throw new PermanentFailure(Poison.WRONG_SCHEMA, "a company that can't be read");
    }
  }

  private static Outcome<Company> orUnknown(Optional<Company> found) {
    return found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusals.companyUnknown()));
  }
}
