package dev.rollcall.platform.test;

import dev.rollcall.platform.test.server.KafkaServer;
import dev.rollcall.platform.test.server.MailServer;
import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.PostgresServer;
import dev.rollcall.platform.test.server.RunFolder;

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
    KafkaServer server = new KafkaServer(folder.data("kafka"), folder.logs(), Ports.free());
    server.start();
    return server.bootstrap();
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
