package dev.rollcall.numbering.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.numbering.Member;
import dev.rollcall.numbering.offices.AnswerClosing;
import dev.rollcall.numbering.storage.Companies;
import dev.rollcall.numbering.storage.Members;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.problem.RefusalException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Sees to it that an office or a user can be used the moment it exists: where no event has told of
 * it yet, identity is asked and its answer stored by the same code as the event. Outside any
 * transaction.
 */
@ApplicationScoped
public class KnownCompanies {

  private final CompanyTransaction transaction;
  private final Companies companies;
  private final Members members;
  private final AnswerClosing closing;
  private final IdentityClient identity;
  private final ObjectMapper json;

  KnownCompanies(
      CompanyTransaction transaction,
      Companies companies,
      Members members,
      AnswerClosing closing,
      @RestClient IdentityClient identity,
      ObjectMapper json) {
    this.transaction = transaction;
    this.companies = companies;
    this.members = members;
    this.closing = closing;
    this.identity = identity;
    this.json = json;
  }

  /** Learns the company's state if its office is not known. */
  public Uni<Void> ensureOffice(UUID company, UUID office) {
    return transaction
        .within(company, () -> companies.office(company, office))
        .chain(known -> known.isPresent() ? nothing() : learnCompany(company));
  }

  /** Learns the user's state if it is not known; answers it, or nothing for no such user. */
  public Uni<Optional<Member>> ensureMember(UUID company, UUID userId) {
    return transaction
        .within(company, () -> members.get(company, userId))
        .chain(
            known ->
                known.isPresent() ? Uni.createFrom().item(known) : learnMember(company, userId));
  }

  /** Learns the states of the user and of their office if they are not known. */
  public Uni<Void> ensurePlaced(UUID company, UUID userId) {
    return ensureMember(company, userId)
        .chain(
            member ->
                member
                    .map(found -> ensureOffice(company, found.officeId()))
                    .orElseGet(KnownCompanies::nothing));
  }

  /** Takes over a company's state, and answers for offices that close; inside a transaction. */
  Uni<Void> adopt(CompanyState state, long version) {
    return companies
        .adopt(state.companyId(), state.name(), version, state.toOffices())
        .chain(newer -> newer ? closing.answer(state.companyId(), state.asked()) : nothing());
  }

  private Uni<Void> learnCompany(UUID company) {
    return asked(identity.company(company))
        .chain(
            answer ->
                answer
                    .map(found -> transaction.within(company, () -> adopt(found)))
                    .orElseGet(KnownCompanies::nothing));
  }

  private Uni<Void> adopt(JsonNode found) {
    return adopt(json.convertValue(found, CompanyState.class), found.path("version").asLong());
  }

  private Uni<Optional<Member>> learnMember(UUID company, UUID userId) {
    return asked(identity.member(company, userId))
        .chain(
            answer ->
                answer
                    .map(found -> learnMember(company, found).map(Optional::of))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Member> learnMember(UUID company, JsonNode found) {
    var member =
        new Member(
            UUID.fromString(found.path("userId").asText()),
            UUID.fromString(found.path("officeId").asText()),
            found.path("status").asText().equals("ACTIVE"));
    long version = found.path("version").asLong();
    return transaction
        .within(
            company,
            () -> members.adopt(company, member, Optional.empty(), Optional.empty(), version))
        .replaceWith(member);
  }

  private static Uni<Optional<JsonNode>> asked(Uni<JsonNode> question) {
    return question
        .map(Optional::of)
        .onFailure(KnownCompanies::isUnknown)
        .recoverWithItem(Optional::empty)
        .onFailure(failure -> !(failure instanceof RefusalException))
        .transform(
            failure ->
                new RefusalException(
                    Refusal.unavailable(
                        "IDENTITY_UNAVAILABLE",
                        "The company's data can't be read right now.",
                        Duration.ofSeconds(2))));
  }

  private static boolean isUnknown(Throwable failure) {
    return failure instanceof WebApplicationException answer
        && answer.getResponse().getStatus() == 404;
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
