package dev.rollcall.identity.companies;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Reads a company's settings. */
@ApplicationScoped
public class ReadCompany {

  private final CompanyTransaction tx;
  private final Companies companies;

  ReadCompany(CompanyTransaction tx, Companies companies) {
    this.tx = tx;
    this.companies = companies;
  }

  public Uni<Outcome<CompanyPage>> read(UUID company) {
    return tx.within(company, () -> companies.find(company).chain(this::page));
  }

  private Uni<Outcome<CompanyPage>> page(Optional<Company> found) {
    return found
        .map(this::withSubscription)
        .orElseGet(() -> Uni.createFrom().item(Outcome.refused(Refusal.notFound())));
  }

  private Uni<Outcome<CompanyPage>> withSubscription(Company company) {
    return companies
        .subscriptionStatus(company.id())
        .map(status -> Outcome.done(new CompanyPage(company, status)));
  }
}
