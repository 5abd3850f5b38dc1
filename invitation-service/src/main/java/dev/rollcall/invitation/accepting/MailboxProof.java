package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.Link;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.linking.Code;
import dev.rollcall.invitation.linking.CodeHashes;
import dev.rollcall.invitation.storage.Codes;
import dev.rollcall.invitation.storage.Codes.Tried;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether whoever holds a link reads the invited mailbox: who has a mailed one does, who has a
 * copied one must say the code that was mailed there (INV-10), signed in or not.
 */
@ApplicationScoped
class MailboxProof {

  private final Codes codes;
  private final CodeHashes hashes;
  private final ProductClock clock;
  private final int mostTries;

  MailboxProof(Codes codes, CodeHashes hashes, ProductClock clock, InvitationConfig config) {
    this.codes = codes;
    this.hashes = hashes;
    this.clock = clock;
    this.mostTries = config.limits().codeTries();
  }

  /**
   * The link, proved, or why it isn't; with the running transaction. A right code stays good until
   * somebody has joined by it, so that a refused password doesn't cost another one.
   */
  Uni<Outcome<Link>> of(Link link, @Nullable String code) {
    return switch (link) {
      case Link.Mailed mailed -> Outcomes.done(mailed);
      case Link.Copied copied ->
          code == null || code.isBlank() ? missing(copied) : given(copied, Code.given(code));
    };
  }

  private Uni<Outcome<Link>> missing(Link.Copied link) {
    return codes
        .locked(link, mostTries)
        .map(locked -> Outcome.refused(locked ? Refusals.codeLocked() : Refusals.codeRequired()));
  }

  private Uni<Outcome<Link>> given(Link.Copied link, Code code) {
    return codes
        .tryOne(link, mostTries, clock.instant())
        .chain(tried -> tried.map(one -> compared(link, code, one)).orElseGet(this::locked));
  }

  private Uni<Outcome<Link>> compared(Link.Copied link, Code code, Tried tried) {
    Optional<String> right = tried.hash().filter(hash -> hashes.matches(hash, link, code));
    return right.isPresent()
        ? codes.giveBack(link).replaceWith(Outcome.done(link))
        : Outcomes.refusedKept(Refusals.codeInvalid(mostTries - tried.tries()));
  }

  private Uni<Outcome<Link>> locked() {
    return Outcomes.refused(Refusals.codeLocked());
  }
}
