package dev.rollcall.platform.test;

import dev.rollcall.platform.test.server.Databases;

/** Where a test's servers come from: embedded on this machine, or containers. */
interface Infrastructure {

  /**
   * A PostgreSQL server: JDBC URL up to and with the slash before the database, and its
   * administrator.
   */
  record Postgres(String host, int port, String user, String password) {

    String jdbcUrl(String database) {
      return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    String reactiveUrl(String database) {
      return "postgresql://" + host + ":" + port + "/" + database;
    }

    /** In one line, for {@link #read}. */
    String written() {
      return String.join(" ", host, Integer.toString(port), user, password);
    }

    static Postgres read(String written) {
      String[] parts = written.split(" ");
      return new Postgres(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
    }

    Databases databases() {
      return new Databases(jdbcUrl(""), user, password);
    }
  }

  /** A mail server's ports. */
  record Mail(String host, int smtpPort, int imapPort) {}

  Postgres startPostgres();

  /** Starts Kafka and answers its bootstrap servers. */
  String startKafka();

  /**
   * Starts Keycloak with the suite's demo realm and answers its URL, with {@code /auth}, which is
   * also what its tokens' issuer begins with.
   */
  String startKeycloak(Postgres postgres, Mail mail);

  Mail startMail();

  /** The one that {@code -Dinfra} names; else the build's, and this JVM's own outside a build. */
  static Infrastructure chosen() {
    return System.getProperty("infra", "").equals("containers")
        ? new ContainerInfrastructure()
        : BuildInfrastructure.here()
            .<Infrastructure>map(shared -> shared)
            .orElseGet(EmbeddedInfrastructure::new);
  }
}
