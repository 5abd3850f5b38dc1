package dev.rollcall.billing.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.billing.storage.Companies;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.problem.RefusalException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Sees to it that a company can be used the moment it exists: where no event has told of it yet,
 * identity is asked, and its answer taken over by the same code as the event. Outside any
 * transaction.
 */
@ApplicationScoped
public class KnownCompanies {

  private final CompanyTransaction transaction;
  private final Companies companies;
  private final ProvisionCompany provision;
  private final IdentityClient identity;
  private final ObjectMapper json;

  KnownCompanies(
      CompanyTransaction transaction,
      Companies companies,
      ProvisionCompany provision,
      @RestClient IdentityClient identity,
      ObjectMapper json) {
    this.transaction = transaction;
    this.companies = companies;
    this.provision = provision;
    this.identity = identity;
    this.json = json;
  }

  /**
   * Reads, and where the company isn't known learns it and reads again.
   *
   * @param read empty where the company isn't known
   * @return fails with a {@code RefusalException}: 404 for no such company, 503 where identity
   *     can't tell
   */
  public <T> Uni<T> orLearn(UUID company, Supplier<Uni<Optional<T>>> read) {
    return read.get()
        .chain(
            found ->
                found.isPresent() ? Uni.createFrom().item(found) : learn(company).chain(read::get))
        .map(found -> found.orElseThrow(() -> new RefusalException(Refusal.notFound())));
  }

  /** Learns the company's newest state unless that office of it is known. */
  public Uni<Void> ensureOffice(UUID company, UUID office) {
    return transaction
        .within(company, () -> companies.hasOffice(company, office))
        .chain(known -> known ? Uni.createFrom().voidItem() : learn(company));
  }

  /** The same for the office that a request names, if it names one. */
  public Uni<Void> ensureOffice(UUID company, Optional<UUID> office) {
    return office
        .map(named -> ensureOffice(company, named))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> learn(UUID company) {
    return identity
        .company(company)
        .onFailure()
        .transform(KnownCompanies::refusal)
        .chain(state -> transaction.within(company, () -> adopt(state)));
  }

  private Uni<Void> adopt(JsonNode state) {
    return provision.adopt(
        json.convertValue(state, CompanyState.class), state.path("version").asLong());
  }

  private static RefusalException refusal(Throwable failure) {
    boolean unknown =
        failure instanceof WebApplicationException answer
            && answer.getResponse().getStatus() == 404;
    return new RefusalException(
        unknown
            ? Refusal.notFound()
            : Refusal.unavailable(
                "IDENTITY_UNAVAILABLE",
                "The company's data can't be read right now.",
                Duration.ofSeconds(2)));
  }
}
