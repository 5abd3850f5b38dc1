package dev.rollcall.platform.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.problem.RefusalException;
import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ClientWebApplicationException;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The {@link MembershipSource} of every service but identity: its own view while that is fresh and
 * has the member, else identity's word. A "no" is never remembered, so that a member can act the
 * moment they exist; a "yes" is believed for at most 3 s, so that one who is deleted is out within
 * 5 s (ARCHITECTURE.md, Access).
 */
@ApplicationScoped
@DefaultBean
@IfBuildProperty(name = "rollcall.access.view", stringValue = "true", enableIfMissing = true)
public class ViewedMemberships implements MembershipSource {

  private static final Logger LOG = Logger.getLogger(ViewedMemberships.class);
  private static final int REMEMBERED = 10_000;

  private static final Refusal NOBODY_CAN_TELL =
      Refusal.unavailable(
          "ACCESS_UNKNOWN",
          "Your access can't be checked at the moment; try again.",
          Duration.ofSeconds(2));

  private record Question(UUID personId, UUID companyId) {}

  private final MembershipView view;
  private final IdentityAccess identity;
  private final Cache<Question, Membership> believed;

  ViewedMemberships(
      MembershipView view, @RestClient IdentityAccess identity, AccessSettings settings) {
    this.view = view;
    this.identity = identity;
    this.believed =
        Caffeine.newBuilder().expireAfterWrite(settings.believed()).maximumSize(REMEMBERED).build();
  }

  @Override
  public Uni<Optional<Membership>> find(UUID personId, UUID companyId) {
    var question = new Question(personId, companyId);
    return view.find(personId, companyId).chain(seen -> judge(seen, question));
  }

  private Uni<Optional<Membership>> judge(MembershipView.Seen seen, Question question) {
    if (seen.counts() && seen.membership().isPresent()) {
      return Uni.createFrom().item(seen.membership());
    }
    Membership known = believed.getIfPresent(question);
    return known == null ? ask(question, seen.at()) : Uni.createFrom().item(Optional.of(known));
  }

  private Uni<Optional<Membership>> ask(Question question, OffsetDateTime asked) {
    return identity
        .membership(question.personId(), question.companyId())
        .map(ViewedMemberships::membership)
        .onFailure(ViewedMemberships::isNotFound)
        .recoverWithItem(Optional.empty())
        .onFailure()
        .transform(ViewedMemberships::nobodyCanTell)
        .call(answer -> keep(answer, asked))
        .invoke(answer -> believe(question, answer));
  }

  private void believe(Question question, Optional<Membership> answer) {
    answer.filter(Membership::active).ifPresent(member -> believed.put(question, member));
  }

  private Uni<Void> keep(Optional<Membership> answer, OffsetDateTime asked) {
    return answer
        .map(membership -> view.store(membership, asked))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static Optional<Membership> membership(RestResponse<MembershipAnswer> answer) {
    return Optional.ofNullable(answer.getEntity()).map(MembershipAnswer::membership);
  }

  private static boolean isNotFound(Throwable failure) {
    return failure instanceof ClientWebApplicationException http
        && http.getResponse().getStatus() == 404;
  }

  private static Throwable nobodyCanTell(Throwable failure) {
    LOG.warnf(failure, "identity does not say who is a member");
    return new RefusalException(NOBODY_CAN_TELL);
  }
}
