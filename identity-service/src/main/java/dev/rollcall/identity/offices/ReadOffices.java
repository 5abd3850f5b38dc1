package dev.rollcall.identity.offices;

import dev.rollcall.identity.Office;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Reads a company's offices; deleted ones only by their id. */
@ApplicationScoped
public class ReadOffices {

  private final CompanyTransaction tx;
  private final Offices offices;

  ReadOffices(CompanyTransaction tx, Offices offices) {
    this.tx = tx;
    this.offices = offices;
  }

  public Uni<Outcome<Office>> one(UUID company, UUID officeId) {
    return tx.within(company, () -> offices.find(company, officeId).map(Outcomes::orNotFound));
  }

  /** Oldest first, by id: up to {@code limit + 1} of them. */
  public Uni<List<Office>> page(UUID company, PageRequest request) {
    return tx.within(company, () -> offices.page(company, request));
  }
}
