package dev.rollcall.platform.test;

import dev.rollcall.platform.test.Infrastructure.Mail;
import dev.rollcall.platform.test.Infrastructure.Postgres;
import dev.rollcall.platform.test.server.Topics;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers that the tests of this JVM use, each started at its first use. Quarkus loads test
 * classes in class loaders that come and go, so what is known of the servers is kept in system
 * properties, which are the JVM's. In a build they are started once and shared by the JVMs of all
 * modules ({@link BuildServers}), one after the other: each begins with empty databases and topics.
 */
public final class SharedServers {

  private static final String PREFIX = "rollcall.test.";

  private SharedServers() {}

  static Postgres postgres() {
    return Postgres.read(
        known("postgres", () -> Infrastructure.chosen().startPostgres().written()));
  }

  /** The service's database, provisioned, and without what an earlier JVM has left in it. */
  static Postgres postgres(String service) {
    Postgres postgres = postgres();
    known(
        "database." + service,
        () -> {
          postgres.databases().provisionAnew(service);
          return service;
        });
    return postgres;
  }

  /** The bootstrap servers of Kafka, with all topics made, which are empty. */
  public static String kafka() {
    return known(
        "kafka",
        () -> {
          String bootstrap = Infrastructure.chosen().startKafka();
          Topics.createAnew(bootstrap);
          return bootstrap;
        });
  }

  /** Keycloak's URL, with {@code /auth}. */
  public static String keycloak() {
    return known("keycloak", () -> Infrastructure.chosen().startKeycloak(postgres(), mail()));
  }

  static Mail mail() {
    String[] parts =
        known(
                "mail",
                () -> {
                  Mail started = Infrastructure.chosen().startMail();
                  return started.host() + " " + started.smtpPort() + " " + started.imapPort();
                })
            .split(" ");
    return new Mail(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  /** Ends the servers that the modules of this build have shared, where there are any. */
  public static void end() {
    BuildInfrastructure.here().ifPresent(BuildInfrastructure::end);
  }

  /** What is known under that name in this JVM; found out once. */
  static String known(String name, Supplier<String> findOut) {
    synchronized ((PREFIX + name).intern()) { // the same object for every class loader
      @Nullable String value = System.getProperty(PREFIX + name);
      if (value == null) {
        value = findOut.get();
        System.setProperty(PREFIX + name, value);
      }
      return value;
    }
  }
}
