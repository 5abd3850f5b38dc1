package dev.rollcall.bench.fill;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Entries of billing's ledger. They can't be copied within the database: each is tied to the one
 * before it by a hash (BIL-3), which is made here as billing makes it, so that a verification finds
 * the ledger whole.
 */
final class Ledger {

  private static final int ENTRIES_AT_ONCE = 10_000;

  private static final String ENTRIES =
      """
      select e.sequence, e.kind, e.license_id, e.license_version, e.occurred_at,
        p.office_id, p.type, p.plan, p.account, p.quantity
      from ledger_entry e join ledger_posting p using (company_id, sequence)
      where e.company_id = ? order by e.sequence, p.line
      """;

  private final Connection billing;

  Ledger(Connection billing) {
    this.billing = billing;
  }

  /** A line of an entry. */
  record Line(UUID office, String type, String plan, String account, long quantity) {

    private String hashed() {
      return String.join(",", office.toString(), type, plan, account, Long.toString(quantity));
    }
  }

  /** What an entry books. */
  record Booking(UUID id, String kind, UUID license, long version, Instant at, List<Line> lines) {

    Booking {
      lines = List.copyOf(lines);
    }
  }

  /** The last entry of a company. */
  private record Head(long entries, String hash) {}

  /** Appends to the ledger of a company, as many as there are to book. */
  void append(UUID company, int count, IntFunction<Booking> bookings) throws SQLException {
    Head head = head(company);
    try (Rows rows = new Rows(billing)) {
      for (int n = 1; n <= count; n++) {
        head = rows.add(company, head, bookings.apply(n));
      }
      rows.send();
    }
    setHead(company, head);
  }

  /** Writes the ledgers of companies that have none. */
  void write(int companies, IntFunction<UUID> company, IntFunction<List<Booking>> bookings)
      throws SQLException {
    try (Rows rows = new Rows(billing)) {
      for (int n = 1; n <= companies; n++) {
        Head head = new Head(0, "0".repeat(64));
        for (Booking booking : bookings.apply(n)) {
          head = rows.add(company.apply(n), head, booking);
        }
        setHead(company.apply(n), head);
      }
      rows.send();
    }
  }

  /** What the ledger of a company has booked; movements of licenses only. */
  List<Booking> read(UUID company) throws SQLException {
    List<Booking> bookings = new ArrayList<>();
    try (PreparedStatement query = billing.prepareStatement(ENTRIES)) {
      query.setObject(1, company);
      try (ResultSet row = query.executeQuery()) {
        long last = 0;
        while (row.next()) {
          if (row.getLong("sequence") != last) {
            last = row.getLong("sequence");
            bookings.add(booking(row));
          } else {
            Booking begun = bookings.removeLast();
            List<Line> lines = new ArrayList<>(begun.lines());
            lines.add(line(row));
            bookings.add(
                new Booking(
                    begun.id(), begun.kind(), begun.license(), begun.version(), begun.at(), lines));
          }
        }
      }
    }
    return bookings;
  }

  private static Booking booking(ResultSet row) throws SQLException {
    return new Booking(
        UUID.randomUUID(),
        row.getString("kind"),
        row.getObject("license_id", UUID.class),
        row.getLong("license_version"),
        row.getTimestamp("occurred_at").toInstant(),
        List.of(line(row)));
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getObject("office_id", UUID.class),
        row.getString("type"),
        row.getString("plan"),
        row.getString("account"),
        row.getLong("quantity"));
  }

  private Head head(UUID company) throws SQLException {
    try (PreparedStatement query =
        billing.prepareStatement("select entries, hash from ledger_head where company_id = ?")) {
      query.setObject(1, company);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Head(row.getLong("entries"), row.getString("hash"));
      }
    }
  }

  private void setHead(UUID company, Head head) throws SQLException {
    try (PreparedStatement update =
        billing.prepareStatement(
            "update ledger_head set entries = ?, hash = ? where company_id = ?")) {
      update.setLong(1, head.entries());
      update.setString(2, head.hash());
      update.setObject(3, company);
      update.executeUpdate();
    }
  }

  /** Rows on their way into the tables. */
  private static final class Rows implements AutoCloseable {

    private final PreparedStatement entries;
    private final PreparedStatement postings;
    private int size;

    Rows(Connection billing) throws SQLException {
      this.entries =
          billing.prepareStatement(
              """
              insert into ledger_entry (company_id, sequence, entry_id, kind, license_id,
                license_version, occurred_at, previous_hash, hash)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?)
              """);
      this.postings =
          billing.prepareStatement(
              """
              insert into ledger_posting (company_id, sequence, line, office_id, type, plan,
                account, quantity)
              values (?, ?, ?, ?, ?, ?, ?, ?)
              """);
    }

    Head add(UUID company, Head head, Booking booking) throws SQLException {
      long sequence = head.entries() + 1;
      String hash = sha256(hashed(head, sequence, booking));
      batch(
          entries,
          company,
          sequence,
          booking.id(),
          booking.kind(),
          booking.license(),
          booking.version(),
          booking.at().atOffset(ZoneOffset.UTC),
          head.hash(),
          hash);
      int number = 1;
      for (Line line : booking.lines()) {
        batch(
            postings,
            company,
            sequence,
            number,
            line.office(),
            line.type(),
            line.plan(),
            line.account(),
            line.quantity());
        number++;
      }
      size++;
      if (size % ENTRIES_AT_ONCE == 0) {
        send();
      }
      return new Head(sequence, hash);
    }

    void send() throws SQLException {
      entries.executeBatch();
      postings.executeBatch();
    }

    private static void batch(PreparedStatement insert, Object... values) throws SQLException {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.addBatch();
    }

    private static String hashed(Head head, long sequence, Booking booking) {
      return String.join(
          "|",
          head.hash(),
          Long.toString(sequence),
          booking.id().toString(),
          booking.kind(),
          booking.license().toString(),
          Long.toString(booking.version()),
          booking.at().toString(),
          booking.lines().stream().map(Line::hashed).collect(Collectors.joining(";")));
    }

    private static String sha256(String text) {
      try {
        return HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    @Override
    public void close() throws SQLException {
      entries.close();
      postings.close();
    }
  }
}
