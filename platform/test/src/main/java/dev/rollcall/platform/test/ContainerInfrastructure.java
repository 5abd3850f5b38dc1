package dev.rollcall.platform.test;

import dev.rollcall.platform.test.server.KeycloakServer;
import dev.rollcall.platform.test.server.MailServer;
import dev.rollcall.platform.test.server.Ports;
import java.time.Duration;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The same servers as containers, for machines with Docker: {@code -Dinfra=containers}. */
final class ContainerInfrastructure implements Infrastructure {

  private static final int POSTGRES_PORT = 5432;
  private static final int KEYCLOAK_PORT = 8080;
  private static final int KEYCLOAK_HEALTH_PORT = 9000;
  private static final Duration KEYCLOAK_TO_START = Duration.ofMinutes(4);

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
  public String startKeycloak(Postgres postgres, Mail mail) {
    Testcontainers.exposeHostPorts(mail.smtpPort());
    // Its own database inside the container: the host's address, and so the issuer, is only known
    // when it runs, which the development mode alone allows.
    GenericContainer<?> keycloak =
        new GenericContainer<>(DockerImageName.parse("quay.io/keycloak/keycloak:26.7.3"))
            .withCommand(
                "start-dev",
                "--import-realm",
                "--http-relative-path=/auth",
                "--health-enabled=true")
            .withEnv("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakServer.ADMIN)
            .withEnv("KC_BOOTSTRAP_ADMIN_PASSWORD", KeycloakServer.ADMIN)
            .withEnv("ROLLCALL_SMTP_HOST", "host.testcontainers.internal")
            .withEnv("ROLLCALL_SMTP_PORT", Integer.toString(mail.smtpPort()))
            .withCopyFileToContainer(
                MountableFile.forHostPath(KeycloakServer.suiteExtension()),
                "/opt/keycloak/providers/rollcall-keycloak.jar")
            .withCopyFileToContainer(
                MountableFile.forHostPath(KeycloakServer.suiteRealm()),
                "/opt/keycloak/data/import/rollcall-realm.json")
            .withExposedPorts(KEYCLOAK_PORT, KEYCLOAK_HEALTH_PORT)
            .waitingFor(
                Wait.forHttp("/auth/health/ready")
                    .forPort(KEYCLOAK_HEALTH_PORT)
                    .withStartupTimeout(KEYCLOAK_TO_START));
    keycloak.start();
    return "http://" + keycloak.getHost() + ":" + keycloak.getMappedPort(KEYCLOAK_PORT) + "/auth";
  }

  @Override
  public Mail startMail() {
    MailServer server = new MailServer(Ports.free(), Ports.free());
    server.start();
    return new Mail(Ports.HOST, server.smtpPort(), server.imapPort());
  }
}
