package dev.rollcall.numbering.searching;

import dev.rollcall.numbering.NumberType;
import dev.rollcall.numbering.carrier.NumberQuery;
import dev.rollcall.numbering.carrier.Offer;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.paging.Page;
import dev.rollcall.platform.web.paging.Paging;
import dev.rollcall.platform.web.problem.RefusalException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** {@code GET …/available-numbers} (NUM-2). */
@Path("/numbering/v1/companies/{companyId}/available-numbers")
public class AvailableNumbersResource {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final AvailableNumbers available;
  private final Paging paging;

  AvailableNumbersResource(AvailableNumbers available, Paging paging) {
    this.available = available;
    this.paging = paging;
  }

  @GET
  @RequiresPermission("numbers.manage")
  @Operation(
      summary = "Search numbers that can be had",
      description =
          "Numbers of the carrier's stock that nobody holds or owns now (NUM-2). Without an area code, of several.")
  public Uni<Page<Offer>> search(
      @Parameter(example = "US") @QueryParam("country") @DefaultValue("") String country,
      @Parameter(example = "LOCAL") @QueryParam("type") @DefaultValue("LOCAL") String type,
      @Parameter(example = "415") @QueryParam("areaCode") @DefaultValue("") String areaCode,
      @Parameter(example = "77") @QueryParam("contains") @DefaultValue("") String contains,
      @Parameter(example = "10") @QueryParam("limit") @Nullable String limit,
      @Context UriInfo uri) {
    int most = paging.request(uri, limit, null).limit();
    List<Violation> violations = new ArrayList<>();
    check(
        violations, COUNTRIES.contains(country), "/?country", "must be an ISO 3166-1 alpha-2 code");
    check(violations, isType(type), "/?type", "must be LOCAL, TOLL_FREE or FAX");
    check(violations, areaCode.matches("[0-9]{0,6}"), "/?areaCode", "must be up to 6 digits");
    check(violations, contains.matches("[0-9]{0,10}"), "/?contains", "must be up to 10 digits");
    if (!violations.isEmpty()) {
      throw new RefusalException(Refusal.invalid(violations));
    }
    return available
        .search(new NumberQuery(country, NumberType.valueOf(type), areaCode, contains), most)
        .map(offers -> new Page<>(offers, null));
  }

  private static void check(
      List<Violation> violations, boolean valid, String pointer, String message) {
    if (!valid) {
      violations.add(new Violation(pointer, message));
    }
  }

  private static boolean isType(String type) {
    return List.of(NumberType.values()).stream().anyMatch(known -> known.name().equals(type));
  }
}
