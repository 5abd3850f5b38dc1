package dev.rollcall.billing.storage;

import dev.rollcall.billing.Catalogue;
import dev.rollcall.billing.Catalogue.NumberPrice;
import dev.rollcall.billing.Catalogue.PlanPrice;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Money;
import dev.rollcall.billing.NumberType;
import dev.rollcall.billing.Plan;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.CompanyTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** The price list, for views. The tables belong to no company. */
@ApplicationScoped
public class CatalogueReads {

  private static final String CURRENT =
      """
      select version, currency, valid_from from catalogue where valid_from <= $1
      order by version desc limit 1
      """;

  private static final String PLANS =
      """
      select type, plan, price_level, monthly from plan_price where version = $1
      order by array_position(array['TALK', 'MEETINGS', 'ADD_ON'], type),
               array_position(array['BASIC', 'PLUS', 'PRO'], plan), price_level desc
      """;

  private static final String NUMBERS =
      """
      select type, country, monthly from number_price where version = $1
      order by array_position(array['LOCAL', 'TOLL_FREE', 'FAX'], type), country desc
      """;

  private final CompanySql sql;

  CatalogueReads(CompanySql sql) {
    this.sql = sql;
  }

  /** The newest version that is valid. */
  public Uni<Catalogue> current(Instant now) {
    return sql.within(CompanyTransaction.NO_COMPANY, connection -> current(connection, now));
  }

  private static Uni<Catalogue> current(SqlConnection connection, Instant now) {
    return connection
        .preparedQuery(CURRENT)
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
        .map(rows -> Rows.list(rows, CatalogueReads::catalogue).getFirst())
        .chain(catalogue -> withPlans(connection, catalogue))
        .chain(catalogue -> withNumbers(connection, catalogue));
  }

  private static Uni<Catalogue> withPlans(SqlConnection connection, Catalogue catalogue) {
    return connection
        .preparedQuery(PLANS)
        .execute(Tuple.of(catalogue.version()))
        .map(rows -> Rows.list(rows, row -> plan(row, catalogue.currency())))
        .map(catalogue::withPlans);
  }

  private static Uni<Catalogue> withNumbers(SqlConnection connection, Catalogue catalogue) {
    return connection
        .preparedQuery(NUMBERS)
        .execute(Tuple.of(catalogue.version()))
        .map(rows -> Rows.list(rows, row -> number(row, catalogue.currency())))
        .map(catalogue::withNumbers);
  }

  private static Catalogue catalogue(Row row) {
    return Catalogue.empty(
        row.getInteger("version"), row.getString("currency"), Rows.instant(row, "valid_from"));
  }

  private static PlanPrice plan(Row row, String currency) {
    return new PlanPrice(
        LicenseType.valueOf(row.getString("type")),
        Plan.valueOf(row.getString("plan")),
        row.getString("price_level"),
        Money.of(row.getBigDecimal("monthly"), currency));
  }

  private static NumberPrice number(Row row, String currency) {
    return new NumberPrice(
        NumberType.valueOf(row.getString("type")),
        row.getString("country"),
        Money.of(row.getBigDecimal("monthly"), currency));
  }
}
