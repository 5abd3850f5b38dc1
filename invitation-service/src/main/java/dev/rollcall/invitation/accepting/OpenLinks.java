package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.linking.Token;
import dev.rollcall.invitation.storage.LinkUse;
import dev.rollcall.invitation.storage.Links;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a token opens, within the limit of calls per token (API.md). */
@ApplicationScoped
class OpenLinks {

  private static final int LONGEST_TOKEN = 200;

  private final Links links;
  private final CallBudget budget;
  private final int mostCalls;

  OpenLinks(Links links, CallBudget budget, InvitationConfig config) {
    this.links = links;
    this.budget = budget;
    this.mostCalls = config.limits().callsPerToken();
  }

  /** The link, counted as used once more; 410 for a token that opens nothing. */
  Uni<Outcome<LinkUse>> open(@Nullable String token) {
    if (token == null || token.isBlank()) {
      return Uni.createFrom().item(Outcome.refused(Refusal.invalid("/token", "is required")));
    }
    if (token.length() > LONGEST_TOKEN) {
      return Uni.createFrom().item(Outcome.refused(Refusals.linkDead()));
    }
    return links.use(new Token(token.strip()).hash()).map(this::within);
  }

  private Outcome<LinkUse> within(Optional<LinkUse> found) {
    return found.map(this::counted).orElseGet(() -> Outcome.refused(Refusals.linkDead()));
  }

  private Outcome<LinkUse> counted(LinkUse use) {
    budget.spent(mostCalls, use.calls(), use.windowLeft());
    return use.calls() > mostCalls
        ? Outcome.refused(Refusals.tooManyCalls(use.windowLeft()))
        : Outcome.done(use);
  }
}
