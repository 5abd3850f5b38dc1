package dev.rollcall.invitation.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.invitation.Invitation.Accepting;
import dev.rollcall.invitation.Offer;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.identity.IdentityApi.JoinAnswer;
import dev.rollcall.invitation.identity.IdentityApi.JoinRequest;
import dev.rollcall.invitation.identity.IdentityApi.PersonAnswer;
import dev.rollcall.invitation.identity.IdentityApi.PersonQuestion;
import dev.rollcall.invitation.identity.JoinOutcome.Joined;
import dev.rollcall.invitation.identity.JoinOutcome.Refused;
import dev.rollcall.invitation.identity.JoinOutcome.SignIn;
import dev.rollcall.invitation.identity.JoinOutcome.Unknown;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Refusal.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks identity-service. Outside any transaction: every call is a remote one. */
@ApplicationScoped
public class Identity {

  private static final Logger LOG = Logger.getLogger(Identity.class);

  /** The join id was given up before this call came: somebody else settles it. */
  private static final String CLOSED = "JOIN_CLOSED";

  private static final int FIRST_SERVER_ERROR = 500;

  private static final Set<String> FORBIDDEN_PERSON = Set.of("OTHER_PERSON", "WRONG_PERSON");

  private final IdentityApi api;

  Identity(@RestClient IdentityApi api) {
    this.api = api;
  }

  /**
   * Who the password belongs to, or who is signed in.
   *
   * @param password what a newcomer chose, null for a signed-in person; goes to identity only
   */
  public record Credentials(@Nullable String password, @Nullable UUID personId) {

    @Override
    public String toString() {
      return "Credentials[…]";
    }
  }

  /** How a join that nobody finished ended. */
  public sealed interface Settled {

    /** It happened. */
    record Happened(UUID userId) implements Settled {}

    /** It didn't, and never will under that id. */
    record Closed() implements Settled {}
  }

  /** The company's newest state and version; empty where identity knows none. */
  public Uni<Outcome<JsonNode>> company(UUID companyId) {
    return api.company(companyId)
        .map(Outcome::done)
        .onFailure(failure -> status(failure) == 404)
        .recoverWithItem(() -> Outcome.refused(Refusal.notFound()))
        .onFailure()
        .recoverWithItem(failure -> away(failure, Refusals.companyUnknown()));
  }

  /** Whether somebody has a login with that e-mail. */
  public Uni<Outcome<Boolean>> hasLogin(String email) {
    return api.person(new PersonQuestion(email))
        .map(PersonAnswer::exists)
        .map(Outcome::done)
        .onFailure()
        .recoverWithItem(failure -> away(failure, Refusals.identityAway()));
  }

  /**
   * Makes the member. Safe to repeat: identity answers a repeated join the same, so an answer that
   * was lost on the way is asked for once more. One that only takes long is not: identity is still
   * at it.
   */
  public Uni<JoinOutcome> join(Accepting accepting, Credentials credentials) {
    JoinRequest request = request(accepting, credentials);
    UUID joinId = accepting.pending().joinId();
    return once(joinId, request)
        .onFailure(Identity::lost)
        .recoverWithUni(() -> again(joinId, request))
        .onFailure()
        .recoverWithItem(Identity::notJoined);
  }

  /** Asks how the join ended, and closes it if it didn't happen. Fails when identity is away. */
  public Uni<Settled> settle(UUID joinId, UUID companyId) {
    return api.settle(joinId, companyId)
        .map(
            answer ->
                answer.joined()
                    ? new Settled.Happened(Objects.requireNonNull(answer.userId()))
                    : new Settled.Closed());
  }

  private Uni<JoinOutcome> once(UUID joinId, JoinRequest request) {
    return api.join(joinId, request).map(Identity::joined);
  }

  /** The first call may be under way still, so a refusal of this one is not the end of the join. */
  private Uni<JoinOutcome> again(UUID joinId, JoinRequest request) {
    return once(joinId, request).onFailure().recoverWithItem(Identity::unknown);
  }

  private static boolean lost(Throwable failure) {
    return failure instanceof IdentityProblem problem
        ? problem.status() >= FIRST_SERVER_ERROR
        : !(failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException);
  }

  private static JoinOutcome joined(JoinAnswer answer) {
    return new Joined(
        answer.userId(),
        Optional.ofNullable(answer.signIn())
            .map(signIn -> new SignIn(signIn.url(), signIn.expiresAt())),
        answer.droppedProducts() == null ? List.of() : answer.droppedProducts());
  }

  private static JoinOutcome notJoined(Throwable failure) {
    if (failure instanceof IdentityProblem problem) {
      Optional<Refusal> refusal = refusal(problem);
      if (refusal.isPresent()) {
        return new Refused(refusal.get());
      }
    }
    return unknown(failure);
  }

  private static JoinOutcome unknown(Throwable failure) {
    LOG.warnf("the end of a join is unknown: %s", named(failure));
    return new Unknown();
  }

  /** The refusals after which identity is certain to have made nothing. */
  private static Optional<Refusal> refusal(IdentityProblem problem) {
    IdentityProblem.Body body = problem.body();
    String code = body.codeOrEmpty();
    return switch (problem.status()) {
      case 409 ->
          code.isEmpty() || code.equals(CLOSED) ? Optional.empty() : Optional.of(conflict(body));
      case 403 ->
          FORBIDDEN_PERSON.contains(code) ? Optional.of(Refusals.wrongPerson()) : Optional.empty();
      case 422 ->
          Optional.of(
              new Refusal(
                  Kind.INVALID,
                  code.isEmpty() ? "VALIDATION_FAILED" : code,
                  body.detailOrEmpty(),
                  body.violationsOrNone(),
                  Map.of(),
                  Optional.empty()));
      default -> Optional.empty();
    };
  }

  private static Refusal conflict(IdentityProblem.Body body) {
    String code = body.codeOrEmpty();
    return switch (code) {
      case "PERSON_EXISTS", Refusals.SIGN_IN_REQUIRED -> Refusals.signInRequired();
      case Refusals.OFFICE_CLOSING -> Refusals.officeClosing();
      default -> Refusal.conflict(code, body.detailOrEmpty());
    };
  }

  private static JoinRequest request(Accepting accepting, Credentials credentials) {
    Offer offer = accepting.completed();
    return new JoinRequest(
        offer.companyId(),
        offer.id(),
        accepting.claim().id(),
        offer.invitee().address().text(),
        Objects.requireNonNull(offer.invitee().firstName()),
        Objects.requireNonNull(offer.invitee().lastName()),
        offer.invitee().phone(),
        offer.invitee().jobTitle(),
        offer.position().role().name(),
        offer.position().officeId(),
        offer.position().products(),
        offer.invitedBy(),
        credentials.password(),
        credentials.personId());
  }

  private static <T> Outcome<T> away(Throwable failure, Refusal refusal) {
    LOG.warnf("identity did not answer: %s", named(failure));
    return Outcome.refused(refusal);
  }

  /** Never the failure's own text, which may hold what was asked. */
  private static String named(Throwable failure) {
    return failure instanceof IdentityProblem problem
        ? "status " + problem.status() + " " + problem.body().codeOrEmpty()
        : failure.getClass().getSimpleName();
  }

  private static int status(Throwable failure) {
    return failure instanceof IdentityProblem problem ? problem.status() : 0;
  }
}
