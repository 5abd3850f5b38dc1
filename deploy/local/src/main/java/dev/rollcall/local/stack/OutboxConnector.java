package dev.rollcall.local.stack;

import dev.rollcall.platform.test.server.Databases;
import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.ServerFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The Debezium connector of a service's outbox, from the one template in {@code deploy/debezium}.
 */
final class OutboxConnector {

  private OutboxConnector() {}

  /**
   * The template with the values of {@code service}; other {@code ${…}} in it are Debezium's own.
   */
  static String of(String service, Path template, int postgresPort) {
    Map<String, String> values =
        Map.of(
            "service",
            service,
            "database.host",
            Ports.HOST,
            "database.port",
            Integer.toString(postgresPort),
            "database.password",
            Databases.password(Databases.cdc(service)));
    try {
      String text = Files.readString(template);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new ServerFailure("Can't read " + template + ": " + e.getMessage(), e);
    }
  }
}
