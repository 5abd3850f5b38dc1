package dev.rollcall.e2e.faults;

import dev.rollcall.e2e.Suite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a service has read of the others and loses: the rows that it could read again. */
record Forgotten(Suite suite) {

  /**
   * What each service keeps of what others own. What it has done itself is none of it: {@code
   * billing.member}, {@code billing.number_seen} and {@code numbering.user_settled} say which
   * states were acted on, and stay (EVENTS.md: version rows are kept for ever).
   */
  private static final Map<String, List<String>> VIEWS =
      Map.of(
          "identity", List.of("license_view", "number_view", "pending_view", "subscription_view"),
          "invitation", List.of("company_view", "office_view", "user_view", "membership"),
          "numbering",
              List.of("company_view", "office_view", "user_view", "license_view", "membership"),
          "billing", List.of("company", "office", "membership"));

  private static final String WORDS_OF_INVITATIONS =
      """
      delete from search_word
      where subject_id in (select invitation_id from pending_view where company_id = ?::uuid)
      """;

  /** Empties the views of those companies. */
  int views(String service, Set<String> companies) throws SQLException {
    int rows = 0;
    try (Connection connection = suite.stack().postgres().admin(service)) {
      for (String company : companies) {
        if (service.equals("identity")) {
          rows += delete(connection, WORDS_OF_INVITATIONS, company);
        }
        for (String view : VIEWS.getOrDefault(service, List.of())) {
          rows +=
              delete(
                  connection, "delete from %s where company_id = ?::uuid".formatted(view), company);
        }
      }
    }
    return rows;
  }

  /** Has the service's inbox forget that it has seen these events. */
  int inbox(String service, Set<UUID> events) throws SQLException {
    try (Connection connection = suite.stack().postgres().admin(service);
        PreparedStatement statement =
            connection.prepareStatement("delete from inbox where event_id = any (?)")) {
      statement.setArray(1, connection.createArrayOf("uuid", events.toArray()));
      return statement.executeUpdate();
    }
  }

  private static int delete(Connection connection, String sql, String company) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, company);
      return statement.executeUpdate();
    }
  }
}
