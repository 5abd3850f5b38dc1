package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.Link;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.linking.CopiedToken;
import dev.rollcall.invitation.linking.MailedToken;
import dev.rollcall.invitation.linking.Token;
import dev.rollcall.invitation.storage.LinkUse;
import dev.rollcall.invitation.storage.Links;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.limiting.RateLimit;
import dev.rollcall.platform.web.limiting.RateLimits;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a token opens, within the limit of calls per token (API.md). */
@ApplicationScoped
class OpenLinks {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Links links;
  private final RateLimits limits;
  private final int mostCalls;

  OpenLinks(Links links, RateLimits limits, InvitationConfig config) {
    this.links = links;
    this.limits = limits;
    this.mostCalls = config.limits().callsPerToken();
  }

  /** The link, counted as used once more; 410 for a token that opens nothing. */
  Uni<Outcome<Link>> open(@Nullable String token) {
    if (token == null || token.isBlank()) {
      return Uni.createFrom().item(Outcome.refused(Refusal.invalid("/token", "is required")));
    }
    return Token.read(token.strip())
        .map(this::use)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(this::within);
  }

  private Uni<Optional<LinkUse>> use(Token token) {
    return switch (token) {
      case MailedToken mailed -> links.useMailed(mailed.hash());
      case CopiedToken copied -> links.useCopied(copied.hash());
    };
  }

  private Outcome<Link> within(Optional<LinkUse> found) {
    return found.map(this::counted).orElseGet(() -> Outcome.refused(Refusals.linkDead()));
  }

  private Outcome<Link> counted(LinkUse use) {
    RateLimit met = new RateLimit("token", mostCalls, use.calls(), WINDOW, use.windowLeft());
    limits.tell(met);
    return met.exceeded()
        ? Outcome.refused(Refusals.tooManyCalls(use.windowLeft()))
        : Outcome.done(use.link());
  }
}
