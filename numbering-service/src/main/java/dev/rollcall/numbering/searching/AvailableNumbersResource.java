package dev.rollcall.numbering.searching;

import dev.rollcall.numbering.NumberType;
import dev.rollcall.numbering.carrier.NumberQuery;
import dev.rollcall.numbering.carrier.Offer;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.paging.Page;
import dev.rollcall.platform.web.problem.RefusalException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET …/available-numbers} (NUM-2). */
@Path("/numbering/v1/companies/{companyId}/available-numbers")
public class AvailableNumbersResource {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final AvailableNumbers available;

  AvailableNumbersResource(AvailableNumbers available) {
    this.available = available;
  }

  @GET
  @RequiresPermission("numbers.manage")
  @Operation(
      summary = "Search numbers that can be had",
      description = "Numbers of the carrier's stock that nobody holds or owns now (NUM-2).")
  public Uni<Page<Offer>> search(
      @Parameter(example = "US") @QueryParam("country") @DefaultValue("") String country,
      @Parameter(example = "LOCAL") @QueryParam("type") @DefaultValue("LOCAL") String type,
      @Parameter(example = "415") @QueryParam("areaCode") @DefaultValue("") String areaCode,
      @Parameter(example = "77") @QueryParam("contains") @DefaultValue("") String contains,
      @Parameter(example = "10") @QueryParam("limit") @DefaultValue("20") String limit) {
    List<Violation> violations = new ArrayList<>();
    check(
        violations, COUNTRIES.contains(country), "/?country", "must be an ISO 3166-1 alpha-2 code");
    check(violations, isType(type), "/?type", "must be LOCAL, TOLL_FREE or FAX");
    check(violations, areaCode.matches("[0-9]{0,6}"), "/?areaCode", "must be up to 6 digits");
    check(violations, contains.matches("[0-9]{0,10}"), "/?contains", "must be up to 10 digits");
    check(
        violations,
        limit.matches("[0-9]{1,3}")
            && Integer.parseInt(limit) >= 1
            && Integer.parseInt(limit) <= 50,
        "/?limit",
        "must be between 1 and 50");
    if (!violations.isEmpty()) {
      throw new RefusalException(Refusal.invalid(violations));
    }
    return available
        .search(
            new NumberQuery(country, NumberType.valueOf(type), areaCode, contains),
            Integer.parseInt(limit))
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
