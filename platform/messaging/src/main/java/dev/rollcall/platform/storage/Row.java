package dev.rollcall.platform.storage;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.data.Numeric;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * A row that a {@link Statement} answers. Columns are named by their aliases; a null column is
 * null, whatever the type asked for.
 */
@NullUnmarked
public final class Row {

  private final io.vertx.sqlclient.Row row;

  Row(io.vertx.sqlclient.Row row) {
    this.row = row;
  }

  /**
   * The column as that type: whole numbers become each other, {@code numeric} is {@code
   * BigDecimal}, {@code bytea} is {@code byte[]}, and {@code timestamptz} an {@code Instant} or
   * {@code OffsetDateTime}.
   *
   * @throws ClassCastException when it is of another type
   */
  public <T> T get(String column, Class<T> type) {
    return as(row.getValue(column), type);
  }

  /** The column at that position, 0 for the first, likewise. */
  public <T> T get(int position, Class<T> type) {
    return as(row.getValue(position), type);
  }

  public String text(String column) {
    return row.getString(column);
  }

  public UUID uuid(String column) {
    return row.getUUID(column);
  }

  /** Whether the column isn't null. */
  public boolean has(String column) {
    return row.getValue(column) != null;
  }

  /** A {@code timestamptz} column; empty for null. */
  public Optional<Instant> instant(String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  /** All columns, in their order. */
  Object[] columns() {
    Object[] columns = new Object[row.size()];
    for (int position = 0; position < columns.length; position++) {
      columns[position] = row.getValue(position);
    }
    return columns;
  }

  private static <T> T as(Object value, Class<T> type) {
    return type.cast(
        switch (value) {
          case null -> null;
          case Numeric number when type == BigDecimal.class -> number.bigDecimalValue();
          case Number number when type == Integer.class -> Math.toIntExact(number.longValue());
          case Number number when type == Long.class -> number.longValue();
          case OffsetDateTime time when type == Instant.class -> time.toInstant();
          case Buffer bytes when type == byte[].class -> bytes.getBytes();
          default -> value;
        });
  }
}
