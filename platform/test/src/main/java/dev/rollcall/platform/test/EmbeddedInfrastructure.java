package dev.rollcall.platform.test;

import dev.rollcall.platform.test.server.Databases;
import dev.rollcall.platform.test.server.KafkaServer;
import dev.rollcall.platform.test.server.KeycloakServer;
import dev.rollcall.platform.test.server.MailServer;
import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.PostgresServer;
import dev.rollcall.platform.test.server.RunFolder;
import java.util.List;
import java.util.Map;

/** Servers on this machine, without Docker: the default. */
final class EmbeddedInfrastructure implements Infrastructure {

  private final RunFolder folder = RunFolder.ofThisJvm();

  @Override
  public Postgres startPostgres() {
    PostgresServer server =
        new PostgresServer(folder.data("postgres"), folder.logs(), Ports.free());
    server.start();
    return new Postgres(
        Ports.HOST, server.port(), PostgresServer.ADMIN, PostgresServer.ADMIN_PASSWORD);
  }

  @Override
  public String startKafka() {
    int port = Ports.free();
    KafkaServer server = new KafkaServer(folder.data("kafka-" + port), folder.logs(), port);
    server.start();
    return server.bootstrap();
  }

  @Override
  public String startKeycloak(Postgres postgres, Mail mail) {
    postgres.databases().provisionPlain("keycloak");
    int port = Ports.free();
    KeycloakServer server =
        new KeycloakServer(
            new KeycloakServer.Settings(
                folder.data("keycloak"),
                folder.logs(),
                port,
                Ports.free(),
                "http://" + Ports.HOST + ":" + port + "/auth",
                postgres.jdbcUrl("keycloak"),
                "keycloak",
                Databases.password("keycloak"),
                List.of(KeycloakServer.suiteExtension()),
                List.of(KeycloakServer.suiteRealm()),
                Map.of(
                    "ROLLCALL_SMTP_HOST", mail.host(),
                    "ROLLCALL_SMTP_PORT", Integer.toString(mail.smtpPort()))));
    server.start();
    return server.url();
  }

  @Override
  public Mail startMail() {
    MailServer server = new MailServer(Ports.free(), Ports.free());
    server.start();
    return new Mail(Ports.HOST, server.smtpPort(), server.imapPort());
  }
}
