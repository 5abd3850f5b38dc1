package dev.rollcall.identity.drift;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.platform.web.paging.IdPage;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every other service can be asked: what it believes of users and of offices. */
interface BeliefsApi {

  /**
   * What a service believes of a user; each tells what it keeps.
   *
   * @param version of the user; null where only a license or a number names them
   * @param active null where the version is
   * @param licenses that are assigned to them
   * @param assigned numbers that are theirs
   * @param held numbers that wait for them
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record UserBelief(
      UUID userId,
      @Nullable Long version,
      @Nullable Boolean active,
      @Nullable List<UUID> licenses,
      @Nullable List<String> assigned,
      @Nullable List<String> held) {}

  /**
   * What a service believes of an office, and how much of its own is in it.
   *
   * @param version of the company
   * @param held up to a bound
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record OfficeBelief(UUID officeId, long version, boolean open, long held) {}

  /** By their ids, beginning with that one. */
  @GET
  @Path("/beliefs/offices")
  Uni<IdPage<OfficeBelief>> offices(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);

  /** By their ids, beginning with that one. */
  @GET
  @Path("/beliefs/users")
  Uni<IdPage<UserBelief>> users(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);
}
