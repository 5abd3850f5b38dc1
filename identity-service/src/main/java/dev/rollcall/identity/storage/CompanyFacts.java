package dev.rollcall.identity.storage;

import dev.rollcall.identity.Edition;
import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Single facts of a company for reads, plain SQL. */
@ApplicationScoped
public class CompanyFacts {

  private final CompanySql sql;

  CompanyFacts(CompanySql sql) {
    this.sql = sql;
  }

  /** The edition of a company that is there. */
  public Uni<Edition> edition(UUID company) {
    return text(company, "edition").map(Edition::valueOf);
  }

  /** The name of a company that is there. */
  public Uni<String> name(UUID company) {
    return text(company, "name");
  }

  private Uni<String> text(UUID company, String column) {
    return sql.within(
        company,
        connection ->
            connection
                .preparedQuery("select %s from company where company_id = $1".formatted(column))
                .execute(Tuple.of(company))
                .map(rows -> rows.iterator().next().getString(0)));
  }
}
