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

  private static final String EDITION = "select edition from company where company_id = $1";

  private final CompanySql sql;

  CompanyFacts(CompanySql sql) {
    this.sql = sql;
  }

  /** The edition of a company that is there. */
  public Uni<Edition> edition(UUID company) {
    return sql.list(company, EDITION, Tuple.of(company), row -> row.getString("edition"))
        .map(found -> Edition.valueOf(found.getFirst()));
  }
}
