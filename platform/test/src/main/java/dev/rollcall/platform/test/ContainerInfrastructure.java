package dev.rollcall.platform.test;

import dev.rollcall.platform.test.server.MailServer;
import dev.rollcall.platform.test.server.Ports;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The same servers as containers, for machines with Docker: {@code -Dinfra=containers}. */
final class ContainerInfrastructure implements Infrastructure {

  private static final int POSTGRES_PORT = 5432;

  @Override
  public Postgres startPostgres() {
    PostgreSQLContainer postgres =
        new PostgreSQLContainer(DockerImageName.parse("postgres:18"))
            .withDatabaseName("postgres")
            .withUsername("postgres")
            .withPassword("postgres")
            .withCommand(
                "postgres",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "wal_level=logical",
                "-c",
                "max_connections=200",
                "-c",
                "timezone=UTC");
    postgres.start();
    return new Postgres(
        postgres.getHost(),
        postgres.getMappedPort(POSTGRES_PORT),
        postgres.getUsername(),
        postgres.getPassword());
  }

  @Override
  public String startKafka() {
    KafkaContainer kafka =
        new KafkaContainer(DockerImageName.parse("apache/kafka:4.1.1"))
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    kafka.start();
    return kafka.getBootstrapServers();
  }

  @Override
  public String startKeycloak(Postgres postgres) {
    throw new UnsupportedOperationException("Keycloak");
  }

  @Override
  public Mail startMail() {
    MailServer server = new MailServer(Ports.free(), Ports.free());
    server.start();
    return new Mail(Ports.HOST, server.smtpPort(), server.imapPort());
  }
}
