package dev.rollcall.platform.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What the service under test has published: the rows of its outbox, read as the owner. Every row
 * that is read is checked against its contract, so an assertion on a row proves the contract too.
 * Heartbeats are left out.
 */
public final class OutboxRows {

  private static final String SELECT =
      """
      select id, topic, aggregate_id, type, payload, company_id, aggregate_version, causation_id,
             traceparent, created_at
      from outbox
      where type <> 'rollcall.user.heartbeat.v1'
        and
      """;

  private static final String OLDEST_FIRST = "\norder by created_at, id";

  private OutboxRows() {}

  /** One published event. */
  public record OutboxRow(
      UUID id,
      String topic,
      String aggregateId,
      String type,
      JsonNode payload,
      UUID companyId,
      long aggregateVersion,
      String causationId,
      String traceparent,
      Instant createdAt) {}

  /** What was published for that company, oldest first. */
  public static List<OutboxRow> ofCompany(UUID companyId) {
    return read("company_id = ?", companyId);
  }

  /** What that aggregate published, oldest first. */
  public static List<OutboxRow> ofAggregate(String aggregateId) {
    return read("aggregate_id = ?", aggregateId);
  }

  /** The types that were published for that company, oldest first. */
  public static List<String> typesOf(UUID companyId) {
    return ofCompany(companyId).stream().map(OutboxRow::type).toList();
  }

  /** The company's first event of that type, as soon as it is there. */
  public static OutboxRow await(UUID companyId, String type) {
    return await(companyId, row -> row.type().equals(type));
  }

  /** The company's first event that is like that, as soon as it is there. */
  public static OutboxRow await(UUID companyId, Predicate<OutboxRow> like) {
    return Eventually.there(
        "an outbox row", () -> ofCompany(companyId).stream().filter(like).findFirst());
  }

  private static List<OutboxRow> read(String condition, Object argument) {
    try (Connection connection = ServiceDatabase.owner();
        PreparedStatement statement =
            connection.prepareStatement(SELECT + condition + OLDEST_FIRST)) {
      statement.setObject(1, argument);
      try (ResultSet rows = statement.executeQuery()) {
        List<OutboxRow> read = new ArrayList<>();
        while (rows.next()) {
          OutboxRow row = row(rows);
          if (!row.payload().isMissingNode()) {
            Contracts.validate(row.type(), row.payload());
          }
          read.add(row);
        }
        return read;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("can't read the outbox", e);
    }
  }

  private static OutboxRow row(ResultSet row) throws SQLException {
    String payload = row.getString("payload");
    return new OutboxRow(
        row.getObject("id", UUID.class),
        row.getString("topic"),
        row.getString("aggregate_id"),
        row.getString("type"),
        Json.read(payload == null ? "" : payload),
        row.getObject("company_id", UUID.class),
        row.getLong("aggregate_version"),
        row.getString("causation_id"),
        row.getString("traceparent"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
