package dev.rollcall.platform.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerRestartTest {

  @TempDir Path folder;

  @Test
  @DisplayName("PostgreSQL keeps its data over a restart and runs with durable settings")
  void postgresKeepsItsData() throws SQLException {
    try (PostgresServer server = new PostgresServer(folder.resolve("data"), folder, Ports.free())) {
      server.start();
      server.databases().provision("billing");
      asOwner(server, "create table kept as select 42 as answer");
      server.stop();
      assertThat(server.ready()).isFalse();

      server.start();
      server.databases().provision("billing");

      assertThat(asOwner(server, "select answer from kept")).isEqualTo("42");
      assertThat(asOwner(server, "show fsync")).isEqualTo("on");
      assertThat(asOwner(server, "show synchronous_commit")).isEqualTo("on");
      assertThat(asOwner(server, "show wal_level")).isEqualTo("logical");
    }
  }

  @Test
  @DisplayName("a taken port is said so, and by name")
  void takenPort() {
    try (MailServer first = new MailServer(Ports.free(), Ports.free());
        PostgresServer second =
            new PostgresServer(folder.resolve("data"), folder, first.smtpPort())) {
      first.start();
      assertThatThrownBy(second::start)
          .isInstanceOf(ServerFailure.class)
          .hasMessageContaining(Integer.toString(first.smtpPort()))
          .hasMessageContaining("postgres");
    }
  }

  @Test
  @DisplayName("Kafka keeps its records over a restart and has every topic of the catalogue")
  void kafkaKeepsItsRecords() throws ExecutionException, InterruptedException {
    try (KafkaServer server = new KafkaServer(folder.resolve("data"), folder, Ports.free())) {
      server.start();
      Topics.createAll(server.bootstrap());
      send(server, "rollcall.company.v1", "kept");
      server.stop();
      assertThat(server.ready()).isFalse();

      server.start();
      Topics.createAll(server.bootstrap());

      assertThat(read(server, "rollcall.company.v1")).isEqualTo("kept");
      assertThat(Topics.names())
          .contains(
              "rollcall.license.v1",
              "rollcall.license.v1.identity.licenses.dlq",
              "rollcall.license.v1.identity.licenses.retry");
    }
  }

  private static String asOwner(PostgresServer server, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                server.jdbcUrl("billing"), "billing_owner", Databases.password("billing_owner"));
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private static void send(KafkaServer server, String topic, String value)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", server.bootstrap()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "key", value)).get();
    }
  }

  private static String read(KafkaServer server, String topic) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", server.bootstrap()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(60)).iterator().next().value();
    }
  }
}
