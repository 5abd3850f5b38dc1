package dev.rollcall.platform.storage;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Lets migrations build indexes {@code concurrently}, while older replicas go on writing. Flyway
 * would hold its own lock in a transaction, whose end such a build waits for, for ever; held by the
 * session, as here, it keeps other replicas out just as well. A migration that does so stands alone
 * in its file, beside a {@code .sql.conf} that says {@code executeInTransaction=false}.
 */
@ApplicationScoped
class OnlineMigrations implements FlywayConfigurationCustomizer {

  @Override
  public void customize(FluentConfiguration configuration) {
    configuration
        .getPluginRegister()
        .getExact(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
  }
}
