package dev.rollcall.identity.companies;

import dev.rollcall.identity.Company;
import java.util.Optional;

/** A company with what billing says of its subscription. */
public record CompanyPage(Company company, Optional<String> subscriptionStatus) {}
