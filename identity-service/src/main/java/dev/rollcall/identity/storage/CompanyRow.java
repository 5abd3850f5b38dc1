package dev.rollcall.identity.storage;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.Edition;
import dev.rollcall.identity.InvitationPolicy;
import dev.rollcall.identity.InvitationPolicy.ManagerInviteCeiling;
import dev.rollcall.identity.Product;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code company}. */
@Entity
@Table(name = "company")
@NullUnmarked
class CompanyRow {

  @Id UUID companyId;
  String name;
  String country;
  String timeZone;
  String billingEmail;

  @Enumerated(EnumType.STRING)
  Edition edition;

  String[] enabledProducts;
  boolean phoneRequired;

  @Enumerated(EnumType.STRING)
  ManagerInviteCeiling managerInviteCeiling;

  long linkLifetimeSeconds;
  String[] allowedDomains;
  String[] blockedDomains;
  UUID founderUserId;
  Instant createdAt;
  Instant updatedAt;
  long version;

  static CompanyRow of(Company company) {
    var row = new CompanyRow();
    row.companyId = company.id();
    row.country = company.country();
    row.founderUserId = company.founderUserId();
    row.createdAt = company.createdAt();
    row.take(company);
    return row;
  }

  void take(Company company) {
    Company.Settings settings = company.settings();
    InvitationPolicy policy = settings.invitationPolicy();
    name = settings.name();
    timeZone = settings.timeZone();
    billingEmail = settings.billingEmail();
    edition = company.edition();
    enabledProducts = Arrays.names(settings.enabledProducts());
    phoneRequired = policy.phoneRequired();
    managerInviteCeiling = policy.managerInviteCeiling();
    linkLifetimeSeconds = policy.linkLifetime().toSeconds();
    allowedDomains = policy.allowedDomains().toArray(String[]::new);
    blockedDomains = policy.blockedDomains().toArray(String[]::new);
    updatedAt = company.updatedAt();
    version = company.version();
  }

  Company toCompany() {
    var policy =
        new InvitationPolicy(
            phoneRequired,
            managerInviteCeiling,
            Duration.ofSeconds(linkLifetimeSeconds),
            List.of(allowedDomains),
            List.of(blockedDomains));
    var settings =
        new Company.Settings(
            name, timeZone, billingEmail, Arrays.constants(enabledProducts, Product.class), policy);
    return new Company(
        companyId, settings, country, edition, founderUserId, createdAt, updatedAt, version);
  }
}
