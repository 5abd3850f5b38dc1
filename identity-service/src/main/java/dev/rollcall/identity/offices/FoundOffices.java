package dev.rollcall.identity.offices;

import dev.rollcall.identity.Office;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.web.etag.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the office that a request is to change, under the company's lock. */
@ApplicationScoped
class FoundOffices {

  private final Companies companies;
  private final Offices offices;

  FoundOffices(Companies companies, Offices offices) {
    this.companies = companies;
    this.offices = offices;
  }

  /** The office in the version that the caller has seen; a deleted one is not there any more. */
  Uni<Outcome<Office>> lock(UUID company, UUID officeId, @Nullable String ifMatch) {
    return companies
        .lock(company)
        .chain(locked -> offices.find(company, officeId))
        .map(found -> inVersion(found, ifMatch));
  }

  private static Outcome<Office> inVersion(Optional<Office> found, @Nullable String ifMatch) {
    return Outcomes.orNotFound(found.filter(office -> office.status() != Office.Status.DELETED))
        .then(office -> Versions.check(ifMatch, office.version()).map(version -> office));
  }
}
