package dev.rollcall.e2e.security;

import dev.rollcall.e2e.Suite;
import dev.rollcall.local.stack.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that the suite has written down: logs, database rows, Kafka records. */
final class AtRest {

  /** Of a service or of Keycloak, which has one of its own. */
  private static final String KEYCLOAK = "keycloak";

  /** Hears each piece of text and where it stands. */
  interface Reader {
    void read(String place, String text);
  }

  private final Suite suite;

  AtRest(Suite suite) {
    this.suite = suite;
  }

  /** Every log file, line by line; answers how many files. */
  int logs(Reader reader) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(suite.stack().logs())) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        lines.forEach(line -> reader.read("log " + file.getFileName(), line));
      }
    }
    return files.size();
  }

  /** Every row of every table of every database; answers how many tables. */
  int databases(Reader reader) throws SQLException {
    int tables = 0;
    for (String database :
        Stream.concat(LocalStack.SERVICES.stream(), Stream.of(KEYCLOAK)).toList()) {
      try (Connection admin = suite.stack().postgres().admin(database)) {
        for (String table : tables(admin)) {
          rows(admin, table, text -> reader.read("table " + database + "." + table, text));
          tables++;
        }
      }
    }
    return tables;
  }

  /** Every record of every topic, internal ones too; answers how many records. */
  int topics(Reader reader) {
    int records = 0;
    try (var consumer = new KafkaConsumer<byte[], byte[]>(settings())) {
      List<TopicPartition> partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          reader.read("topic " + record.topic(), text(record));
          records++;
        }
      }
    }
    return records;
  }

  private static List<String> tables(Connection admin) throws SQLException {
    return texts(
        admin,
        """
        select format('%I.%I', schemaname, tablename) from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') order by 1
        """);
  }

  private interface Line {
    void read(String text);
  }

  /** A row as PostgreSQL writes it, and its bytes as text where they are text. */
  private static void rows(Connection admin, String table, Line line) throws SQLException {
    List<String> columns =
        texts(
            admin,
            """
            select case when atttypid = 'bytea'::regtype
              then format('encode(%%I, ''escape'')', attname) else format('%%I::text', attname) end
            from pg_attribute where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
            """
                .formatted(table));
    if (columns.isEmpty()) {
      return;
    }
    String sql = "select concat_ws(' ', " + String.join(", ", columns) + ") from " + table;
    for (String text : texts(admin, sql)) {
      line.read(text);
    }
  }

  private static List<String> texts(Connection admin, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (PreparedStatement query = admin.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    var text = new StringBuilder();
    append(text, record.key());
    append(text, record.value());
    for (Header header : record.headers()) {
      append(text, header.value());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, byte @org.jspecify.annotations.Nullable [] bytes) {
    if (bytes != null) {
      text.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
    }
  }

  private Properties settings() {
    var settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, suite.stack().kafkaBootstrap());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG, "false");
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    return settings;
  }
}
