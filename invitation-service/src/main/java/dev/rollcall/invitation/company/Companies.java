package dev.rollcall.invitation.company;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.invitation.Company;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.identity.Identity;
import dev.rollcall.invitation.storage.CompanyViews;
import dev.rollcall.platform.messaging.Event;
import dev.rollcall.platform.messaging.PermanentFailure;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.storage.CompanyTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

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

  /** Makes sure that the view has the company, before a transaction needs it. */
  public Uni<Outcome<UUID>> ensure(UUID companyId) {
    return transaction
        .within(companyId, () -> views.find(companyId))
        .chain(
            known ->
                known.isPresent()
                    ? Uni.createFrom().item(Outcome.done(companyId))
                    : fetch(companyId));
  }

  /** The company, inside the running transaction; {@link #ensure} came before. */
  public Uni<Outcome<Company>> find(UUID companyId) {
    return views.find(companyId).map(Companies::orUnknown);
  }

  /** Takes an event's state over, inside the running transaction. */
  public Uni<Void> on(Event event) {
    return views.store(state(event.payload()).view(event.aggregateVersion()));
  }

  private Uni<Outcome<UUID>> fetch(UUID companyId) {
    return identity
        .company(companyId)
        .chain(
            answer ->
                answer.fold(
                    found -> store(companyId, found),
                    refusal -> Uni.createFrom().item(Outcome.refused(refusal))));
  }

  private Uni<Outcome<UUID>> store(UUID companyId, JsonNode found) {
    CompanyViews.State state = state(found).view(found.path("version").asLong());
    return transaction
        .within(companyId, () -> views.store(state))
        .replaceWith(Outcome.done(companyId));
  }

  private CompanyState state(JsonNode payload) {
    try {
      return json.treeToValue(payload, CompanyState.class);
    } catch (JsonProcessingException broken) {
      throw new PermanentFailure("a company that can't be read", broken);
    }
  }

  private static Outcome<Company> orUnknown(Optional<Company> found) {
    return found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusals.companyUnknown()));
  }
}
