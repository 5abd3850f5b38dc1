package dev.rollcall.identity.drift;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What numbering believes. */
@RegisterRestClient(configKey = "numbering")
@OidcClientFilter("drift")
@Path("/internal/companies/{companyId}")
interface NumberingApi extends BeliefsApi {}
