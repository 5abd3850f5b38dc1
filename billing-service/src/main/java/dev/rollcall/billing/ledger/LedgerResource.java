package dev.rollcall.billing.ledger;

import dev.rollcall.billing.provisioning.KnownCompanies;
import dev.rollcall.billing.storage.LedgerChecks;
import dev.rollcall.billing.storage.LedgerReads;
import dev.rollcall.billing.storage.MoneyReads;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.access.Scope;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.operations.OperationAnswers;
import dev.rollcall.platform.web.operations.OperationView;
import dev.rollcall.platform.web.problem.RefusalException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code GET …/ledger/balances} and {@code …/ledger/verification} (BIL-3). */
@Path("/billing/v1/companies/{companyId}/ledger")
public class LedgerResource {

  private final LedgerReads ledger;
  private final MoneyReads money;
  private final KnownCompanies known;
  private final CurrentCaller caller;
  private final ProductClock clock;
  private final LedgerChecks checks;
  private final VerifyLedger verifyLedger;
  private final OperationAnswers operations;

  LedgerResource(
      LedgerReads ledger,
      MoneyReads money,
      KnownCompanies known,
      CurrentCaller caller,
      ProductClock clock,
      LedgerChecks checks,
      VerifyLedger verifyLedger,
      OperationAnswers operations) {
    this.ledger = ledger;
    this.money = money;
    this.known = known;
    this.caller = caller;
    this.clock = clock;
    this.checks = checks;
    this.verifyLedger = verifyLedger;
    this.operations = operations;
  }

  @GET
  @Path("/balances")
  @RequiresPermission("billing.read")
  @Operation(
      summary = "Balances of the license ledger",
      description = "As of `at`, now by default. Office admins see their offices' accounts.")
  @APIResponse(
      responseCode = "200",
      description =
          "All accounts; licenses add up to zero per office, type and plan, money per office",
      content =
          @Content(
              schema = @Schema(implementation = BalancesView.class),
              examples =
                  @ExampleObject(
                      name = "after an invitation",
                      value =
                          """
                          {"at":"2026-03-11T09:00:00Z","items":[
                          {"officeId":"01999999-0000-7000-8000-000000000003","type":"TALK","plan":"BASIC","account":"ASSIGNED","balance":1},
                          {"officeId":"01999999-0000-7000-8000-000000000003","type":"TALK","plan":"BASIC","account":"FREE","balance":1},
                          {"officeId":"01999999-0000-7000-8000-000000000003","type":"TALK","plan":"BASIC","account":"PURCHASED","balance":-3},
                          {"officeId":"01999999-0000-7000-8000-000000000003","type":"TALK","plan":"BASIC","account":"RESERVED","balance":1}],
                          "money":[
                          {"officeId":"01999999-0000-7000-8000-000000000003","account":"RECEIVABLE","balance":{"amount":"16.94","currency":"USD"}},
                          {"officeId":"01999999-0000-7000-8000-000000000003","account":"SALES","balance":{"amount":"-16.94","currency":"USD"}}]}
                          """)))
  public Uni<BalancesView> balances(@QueryParam("at") @Nullable Instant at) {
    Caller reader = caller.get();
    Instant asOf = at == null ? clock.instant() : at;
    return known
        .orLearn(
            reader.company(),
            () -> ledger.balances(reader.company(), asOf, reader.officesOf("billing.read")))
        .map(found -> found.stream().map(BalanceView::of).toList())
        .chain(items -> withMoney(reader, asOf, items));
  }

  private Uni<BalancesView> withMoney(Caller reader, Instant at, List<BalanceView> items) {
    return money
        .balances(reader.company(), at, reader.officesOf("billing.read"))
        .map(found -> found.stream().map(MoneyBalanceView::of).toList())
        .map(amounts -> new BalancesView(at, items, amounts));
  }

  @GET
  @Path("/verification")
  @RequiresPermission("billing.read")
  @Operation(
      summary = "Proof of the license ledger",
      description =
          "Reads all of the company's ledger; needs billing.read for the whole company."
              + " `firstBroken` is the number of the first entry that is wrong or missing. A long"
              + " ledger is verified by an operation, whose `result` has the same fields; the"
              + " caller's that is under way is answered again.")
  @APIResponse(
      responseCode = "200",
      description = "Whether the ledger is as it was written",
      content =
          @Content(
              schema = @Schema(implementation = VerificationView.class),
              examples =
                  @ExampleObject(
                      name = "sound",
                      value = "{\"valid\":true,\"checked\":5,\"firstBroken\":null}")))
  @APIResponse(
      responseCode = "202",
      description = "The operation that verifies a long ledger, with Location",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  @APIResponse(responseCode = "403", description = "billing.read for some offices only")
  @APIResponse(responseCode = "429", description = "TOO_MANY_READS")
  public Uni<RestResponse<?>> verification(@HeaderParam("Prefer") @Nullable String prefer) {
    Caller reader = wholeCompany(caller.get());
    return known
        .orLearn(reader.company(), () -> checks.entries(reader.company()))
        .chain(
            entries -> verifyLedger.isShort(entries) ? now(reader) : asOperation(reader, prefer));
  }

  private Uni<RestResponse<?>> now(Caller reader) {
    return verifyLedger.now(reader.company()).map(VerificationView::of).map(RestResponse::ok);
  }

  private Uni<RestResponse<?>> asOperation(Caller reader, @Nullable String prefer) {
    return verifyLedger
        .begin(reader)
        .map(id -> new Created(id, false))
        .chain(created -> operations.begun(reader, created, prefer))
        .map(answer -> answer);
  }

  private static Caller wholeCompany(Caller reader) {
    if (reader.scope("billing.read").filter(Scope.COMPANY::equals).isEmpty()) {
      throw new RefusalException(
          Refusal.forbidden("The ledger is verified as a whole, which needs all of the company."));
    }
    return reader;
  }
}
