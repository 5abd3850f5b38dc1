package dev.rollcall.identity.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** What can be set in identity-service, with the defaults of PRODUCT.md. */
@ConfigMapping(prefix = "rollcall.identity")
public interface IdentityConfig {

  /** How long a deleted user can be restored (USR-5). */
  @WithDefault("PT72H")
  Duration restoreWindow();

  /** How many users one bulk action may name (USR-8). */
  @WithDefault("1000")
  int mostBulkUsers();

  /** How long an invitation's link lives in a new company (INV-8); 1 h to 30 d. */
  @WithDefault("PT24H")
  Duration invitationLinkLifetime();

  /** Most companies that one person signs up in a day (CO-7); product time. */
  @WithDefault("20")
  int signUpsPerDay();

  /** The frontend's address, where people sign in. */
  @WithDefault("http://localhost:8080/")
  URI frontendUrl();

  /** The frontend's page on which people land after joining, and sign in (INV-16). */
  @WithDefault("/join/welcome")
  String welcomePath();

  /** The Keycloak client that the frontend signs in with. */
  @WithDefault("console")
  String frontendClient();

  /** The realm of people, at the same Keycloak that the admin client talks to. */
  @WithDefault("rollcall")
  String realm();

  /** How this service signs in at Keycloak to keep the accounts. */
  KeycloakAccess keycloak();

  /** Where billing-service is, inside the cluster; for the drift report. */
  @WithDefault("http://localhost:8084")
  URI billingUrl();

  /** Where numbering-service is, inside the cluster; for the drift report. */
  @WithDefault("http://localhost:8083")
  URI numberingUrl();

  /** Where invitation-service is, inside the cluster; for the drift report. */
  @WithDefault("http://localhost:8082")
  URI invitationUrl();

  /** How long rows stay that no rule needs any more. */
  Retention retention();

  /** Keeping rows; real time. */
  interface Retention {

    /**
     * Attempts to join, from their beginning: longer than invitation-service may ask how one ended,
     * outages included, since one that is gone counts as new.
     */
    @WithDefault("P180D")
    Duration joinings();

    /** Drift reports and what they found, once settled; at least seven days. */
    @WithDefault("P90D")
    Duration driftReports();

    /** How often old rows are deleted. */
    @WithDefault("1h")
    Duration every();
  }

  /** Searching users (USR-3). */
  Search search();

  /** How much a search looks at for one page, however many users the company has. */
  interface Search {

    /** Whom a word or a license type fits is looked at one by one where they are no more. */
    @WithDefault("1000")
    int mostCandidates();

    /**
     * Else the list is walked for so many rows, and the next page continues from there; more than
     * the candidates, or searches for what is rare take many pages.
     */
    @WithDefault("5000")
    int mostWalked();
  }

  /** Closing an office (CO-3). */
  OfficeClosing officeClosing();

  /** How long the owners of what may be in an office are asked. */
  interface OfficeClosing {

    /**
     * How long they have for their first answer; each next attempt waits twice as long, at most a
     * minute. Real time.
     */
    @WithDefault("PT5S")
    Duration deadline();

    /** After so many attempts without an answer the office is open again. */
    @WithDefault("12")
    int attempts();
  }

  /** The drift report. */
  Drift drift();

  /** How the drift report looks, and how it waits for what is under way. */
  interface Drift {

    /**
     * How long events and jobs under way get before the second look, and before a repair is looked
     * at again; real time.
     */
    @WithDefault("PT10S")
    Duration grace();

    /** How many ids of a company are looked at in one step; 1 to 200. */
    @WithDefault("100")
    int page();

    /** How often the repair of a finding is asked for before it counts as not repaired. */
    @WithDefault("4")
    int attempts();
  }

  /** This service's own account at Keycloak. */
  interface KeycloakAccess {

    /** Keycloak's address inside the cluster, {@code /auth} included. */
    String url();

    /** The client. */
    @WithDefault("identity-service")
    String client();

    /** The client's secret. */
    String secret();

    /**
     * How long a call is repeated that Keycloak answers with a server error or a conflict, or not
     * at all, before the sign-in server counts as unavailable; a second at least.
     */
    @WithDefault("PT3S")
    Duration retryFor();
  }
}
