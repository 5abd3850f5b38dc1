package dev.rollcall.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Infrastructure.Postgres;
import dev.rollcall.platform.test.server.Ports;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The servers of a build, which a process stands for that only sleeps. */
class BuildServersTest {

  private Process build;

  @BeforeEach
  void begin() throws IOException {
    build = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void end() {
    build.destroyForcibly();
  }

  @Test
  @DisplayName("the modules of a build share a server, which ends when the build is killed")
  void endWithTheBuild() throws SQLException {
    Postgres first = new BuildInfrastructure(build.toHandle()).startPostgres();
    Postgres second = new BuildInfrastructure(build.toHandle()).startPostgres();

    assertThat(second).isEqualTo(first);
    try (Connection connection =
        DriverManager.getConnection(first.jdbcUrl("postgres"), first.user(), first.password())) {
      assertThat(connection.isValid(0)).isTrue();
    }
    build.destroyForcibly();
    Eventually.holds(() -> assertThat(Ports.taken(first.port())).isFalse());
  }

  @Test
  @DisplayName("a build that needs its servers no more ends them before it ends itself")
  void endBefore() {
    BuildInfrastructure servers = new BuildInfrastructure(build.toHandle());
    Postgres postgres = servers.startPostgres();

    servers.end();

    Eventually.holds(() -> assertThat(Ports.taken(postgres.port())).isFalse());
    assertThat(build.isAlive()).isTrue();
  }
}
